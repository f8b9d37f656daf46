// The ways in which a text reaches the page: paste, drop and file.

import { find } from './dom.js';
import { textFromFile, textFromTransfer } from './input.js';

/**
 * @param {object} ends
 * @param {(text: string) => void} ends.take
 * @param {(error: unknown) => void} ends.complain
 * @param {HTMLTextAreaElement} ends.editor
 */
export function intake({ take, complain, editor }) {
  /** @param {() => string | Promise<string>} work */
  const attempt = async (work) => {
    try {
      take(await work());
    } catch (error) {
      complain(error);
    }
  };
  /** @param {DataTransfer} data */
  const transferred = (data) => {
    const [file] = data.files;
    return attempt(() => (file ? textFromFile(file) : textFromTransfer(data)));
  };

  document.addEventListener('paste', (event) => {
    const data = event.clipboardData;
    // Under an open dialog nobody would see what a paste replaces.
    if (!data || isField(event.target) || document.querySelector('dialog[open]')) return;
    const writing = event.target === editor;
    const whole = editor.selectionEnd - editor.selectionStart === editor.value.length;
    if (writing && !whole) return;
    event.preventDefault();
    void transferred(data);
  });

  const drop = find('drop', HTMLElement);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.hidden = true;
    if (event.dataTransfer) void transferred(event.dataTransfer);
  });

  const file = find('file', HTMLInputElement);
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen) void attempt(() => textFromFile(chosen));
  });
}

/** @param {EventTarget | null} target whether text pasted there is a search and no article */
function isField(target) {
  return target instanceof HTMLInputElement;
}

// A bookmark that brings articles here from other pages. It makes the same link
// as link.js.

import { find } from './dom.js';
import { say } from './message.js';

export function bookmark() {
  const link = find('bookmarklet', HTMLAnchorElement);
  link.href = bookmarkletTo(location.href.split('#')[0] ?? '');
  link.addEventListener('click', (event) => {
    event.preventDefault();
    say('Drag it to your bookmarks; it works on other pages.');
  });
  // A page on the web may not open one on a disk.
  find('bookmark', HTMLElement).hidden = location.protocol === 'file:';
}

/**
 * Opens here what is selected on another page, or else what that page itself
 * calls its article or its main part; all the page would be mostly menus.
 *
 * @param {string} address of this page
 */
function bookmarkletTo(address) {
  const script = `(async()=>{const t=String(getSelection()).trim()||(document.querySelector('article')||document.querySelector('main')||{}).innerText;if(!t)return alert('Select the text of the article first, then press the bookmark again.');const b=new Uint8Array(await new Response(new Blob([t]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());let s='';for(const c of b)s+=String.fromCharCode(c);open(${JSON.stringify(address)}+'#v1='+btoa(s).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=/g,''))})()`;
  return `javascript:${encodeURIComponent(script)}`;
}

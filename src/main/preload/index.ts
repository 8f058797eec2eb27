/**
 * Preload script of the window: hands the page one MessagePort to the core and the calls that need the platform's own dialogs.
 * A path of a dropped file goes from here to the host, never to the page.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { bridgeName, channels, portMessage, type Bridge } from '../../shared/rpc/electron-host.ts'

const bridge: Bridge<File> = {
  connect: () => {
    // The page cannot take a port from this world's events: it goes on as a message of the page's own window.
    ipcRenderer.once(channels.port, (event) => window.postMessage(portMessage, '*', [...event.ports]))
    ipcRenderer.send(channels.connect)
  },
  // Wire: the host answers each of these with the very result that the bridge promises.
  pickFiles: (options) => ipcRenderer.invoke(channels.pick, options),
  takeDropped: (file) => ipcRenderer.invoke(channels.drop, webUtils.getPathForFile(file)),
  save: (file) => ipcRenderer.invoke(channels.save, file.token),
}

contextBridge.exposeInMainWorld(bridgeName, bridge)

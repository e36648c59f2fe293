import { LinearMipmapLinearFilter, NoColorSpace, RepeatWrapping, TextureLoader, type Texture } from 'three';
import type { SkinTextures } from './material';

/** File of each map, below `models/textures/`. */
export const SKIN_FILES: Readonly<Record<keyof SkinTextures, string>> = {
  pigment: 'skin-pigment.webp',
  relief: 'skin-relief.webp',
  aged: 'skin-aged.webp',
  surface: 'skin-surface.webp',
  cover: 'skin-cover.webp',
  pores: 'skin-pores.webp',
};

/** Settings that all maps share: linear data, rows from the top, sharp at grazing angles. */
export function prepareMap(texture: Texture, tiled: boolean): Texture {
  texture.colorSpace = NoColorSpace;
  texture.flipY = false;
  texture.anisotropy = 8;
  texture.minFilter = LinearMipmapLinearFilter;
  if (tiled) {
    texture.wrapS = RepeatWrapping;
    texture.wrapT = RepeatWrapping;
  }
  texture.needsUpdate = true;
  return texture;
}

/** Loads the skin maps from `base` (ends with a slash). Rejects with the file's name when one is missing. */
export async function loadSkinTextures(base: string): Promise<SkinTextures> {
  const loader = new TextureLoader();
  const names = Object.keys(SKIN_FILES) as (keyof SkinTextures)[];
  const loaded = await Promise.all(
    names.map(async (name) => {
      try {
        return prepareMap(await loader.loadAsync(base + SKIN_FILES[name]), name === 'pores');
      } catch {
        throw new Error(`Skin map ${SKIN_FILES[name]} could not be loaded from ${base}; check that the build copied public/models.`);
      }
    }),
  );
  return Object.fromEntries(names.map((name, i) => [name, loaded[i]])) as unknown as SkinTextures;
}

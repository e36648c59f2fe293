import {
  BackSide,
  CanvasTexture,
  Color,
  DirectionalLight,
  Group,
  Mesh,
  MeshBasicMaterial,
  NeutralToneMapping,
  PCFShadowMap,
  PlaneGeometry,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  SRGBColorSpace,
  type Texture,
  type WebGLRenderer,
} from 'three';

/** How the studio is set. Lights are in scene units per mm scale; the head looks along +z. */
export const STAGE = {
  toneMapping: NeutralToneMapping,
  exposure: 1,
  environmentIntensity: 0.68,
  shadowType: PCFShadowMap,
} as const;

/** A small own scene of soft boxes, turned into prefiltered environment light; and the backdrop picture. */
export function createEnvironment(renderer: WebGLRenderer): { texture: Texture; backdrop: Texture; dispose: () => void } {
  const scene = new Scene();
  const shell = new Mesh(new SphereGeometry(20, 32, 16), new MeshBasicMaterial({ color: new Color(0.17, 0.18, 0.2), side: BackSide }));
  scene.add(shell);
  const panel = (x: number, y: number, z: number, w: number, h: number, power: number, tint: [number, number, number] = [1, 1, 1]) => {
    const m = new Mesh(new PlaneGeometry(w, h), new MeshBasicMaterial({ color: new Color(power * tint[0], power * tint[1], power * tint[2]) }));
    m.position.set(x, y, z);
    m.lookAt(0, 0, 0);
    scene.add(m);
  };
  panel(5, 8, 9, 5, 5, 8, [1, 0.97, 0.93]);
  panel(-9, 2, 7, 4, 8, 2.2, [0.93, 0.97, 1]);
  panel(0, 12, -1, 10, 8, 2.6);
  panel(-10, 4, -9, 3, 9, 2.6, [0.92, 0.96, 1]);
  panel(11, 3, -7, 3, 9, 1.8, [0.95, 0.97, 1]);
  panel(0, -11, 4, 12, 8, 0.35, [1, 0.9, 0.84]);
  const pmrem = new PMREMGenerator(renderer);
  const target = pmrem.fromScene(scene, 0.03);
  pmrem.dispose();
  scene.traverse((o) => {
    if (o instanceof Mesh) {
      (o.geometry as PlaneGeometry).dispose();
      (o.material as MeshBasicMaterial).dispose();
    }
  });
  const backdrop = createBackdrop();
  return {
    texture: target.texture,
    backdrop,
    dispose: () => {
      target.dispose();
      backdrop.dispose();
    },
  };
}

/** Neutral dark backdrop with a soft pool of light behind the head. */
function createBackdrop(): Texture {
  const canvas = document.createElement('canvas');
  canvas.width = 512;
  canvas.height = 512;
  const c = canvas.getContext('2d');
  if (c) {
    const image = c.createImageData(512, 512);
    for (let y = 0; y < 512; y++)
      for (let x = 0; x < 512; x++) {
        const dx = (x - 256) / 330;
        const dy = (y - 235) / 330;
        const glow = Math.exp(-(dx * dx + dy * dy) * 1.5);
        // Ordered noise of half a level keeps the gradient from banding.
        const dither = ((((x * 7 + y * 13) % 16) + 16) % 16) / 16 - 0.5;
        const i = (y * 512 + x) * 4;
        image.data[i] = Math.round(17 + 27 * glow + dither);
        image.data[i + 1] = Math.round(19 + 30 * glow + dither);
        image.data[i + 2] = Math.round(23 + 33 * glow + dither);
        image.data[i + 3] = 255;
      }
    c.putImageData(image, 0, 0);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/**
 * Key and one rim with shadows, fill and a second rim. `refresh` asks for new shadow maps; `step`, called once a frame, draws one of those
 * asked for, so that no single frame draws the head more than twice. `step` returns whether more are waiting.
 */
export function createKeyLights(scale: number, shadows: boolean): { group: Group; refresh: () => void; step: () => boolean; dispose: () => void } {
  const group = new Group();
  const light = (colour: string, power: number, x: number, y: number, z: number) => {
    const l = new DirectionalLight(colour, power);
    l.position.set(x * scale, y * scale, z * scale);
    l.target.position.set(0, 10 * scale, 20 * scale);
    group.add(l, l.target);
    return l;
  };
  const key = light('#fff4e8', 2.05, 190, 430, 640);
  light('#e8f0ff', 0.6, -520, 60, 480);
  const rim = light('#eef4ff', 0.95, -420, 260, -520);
  light('#f2f6ff', 0.4, 560, 180, -380);
  const casting = shadows ? [key, rim] : [];
  for (const l of casting) {
    l.castShadow = true;
    l.shadow.mapSize.set(l === key ? 2048 : 1024, l === key ? 2048 : 1024);
    l.shadow.radius = 5;
    l.shadow.bias = -0.0006;
    l.shadow.normalBias = 0.9 * scale;
    const c = l.shadow.camera;
    c.left = -150 * scale;
    c.right = 150 * scale;
    c.top = 160 * scale;
    c.bottom = -170 * scale;
    c.near = 300 * scale;
    c.far = 1300 * scale;
    c.updateProjectionMatrix();
    l.shadow.autoUpdate = false;
    l.shadow.needsUpdate = true;
  }
  let waiting = [...casting];
  return {
    group,
    refresh: () => {
      waiting = [...casting];
    },
    step: () => {
      const next = waiting.shift();
      if (next) next.shadow.needsUpdate = true;
      return waiting.length > 0;
    },
    dispose: () => casting.forEach((l) => l.shadow.dispose()),
  };
}

//# expect: silent
//# style: video player with Forward and Backward over frames, float colour matrix applied to every frame, temporal denoising through the previous frame
using System;

namespace Media
{
    public class Player
    {
        private readonly float[][] frames;
        private readonly float[,] colour;
        private float[] shown = new float[3];
        public int Position { get; private set; }

        public Player(float[][] frames, float[,] colour)
        {
            this.frames = frames;
            this.colour = colour;
        }

        public float[] Forward(int count)
        {
            for (int i = 0; i < count && Position < frames.Length; i++) Show(frames[Position++]);
            return shown;
        }

        public float[] Backward(int count)
        {
            for (int i = count - 1; i >= 0 && Position > 0; i--) Show(frames[--Position]);
            return shown;
        }

        private void Show(float[] frame)
        {
            var next = new float[3];
            for (int c = 0; c < 3; c++)
            {
                for (int k = 0; k < 3; k++) next[c] += colour[c, k] * (0.8f * frame[k] + 0.2f * shown[k]);
                next[c] = Math.Clamp(next[c], 0f, 1f);
            }
            shown = next;
        }
    }
}

//# expect: silent
//# style: normalised LMS and recursive least squares adaptive filters over a signal, float; weights follow the error at each sample
using System;

namespace Signals
{
    public class AdaptiveFilter
    {
        private readonly float[] taps, window;
        private readonly float[,] p;
        private readonly float forgetting;

        public AdaptiveFilter(int length, float forgetting)
        {
            this.forgetting = forgetting;
            taps = new float[length];
            window = new float[length];
            p = new float[length, length];
            for (int i = 0; i < length; i++) p[i, i] = 100;
        }

        private void Push(float sample)
        {
            Array.Copy(window, 0, window, 1, window.Length - 1);
            window[0] = sample;
        }

        private float Predict()
        {
            float y = 0;
            for (int i = 0; i < taps.Length; i++) y += taps[i] * window[i];
            return y;
        }

        public float[] Lms(float[] signal, float[] desired, float step)
        {
            var errors = new float[signal.Length];
            for (int t = 0; t < signal.Length; t++)
            {
                Push(signal[t]);
                float power = 1e-6f;
                foreach (float x in window) power += x * x;
                errors[t] = desired[t] - Predict();
                for (int i = 0; i < taps.Length; i++) taps[i] += step * errors[t] * window[i] / power;
            }
            return errors;
        }

        public float[] Rls(float[] signal, float[] desired)
        {
            int n = taps.Length;
            var errors = new float[signal.Length];
            for (int t = 0; t < signal.Length; t++)
            {
                Push(signal[t]);
                var px = new float[n];
                float denominator = forgetting;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) px[i] += p[i, j] * window[j];
                    denominator += window[i] * px[i];
                }
                errors[t] = desired[t] - Predict();
                for (int i = 0; i < n; i++) taps[i] += px[i] / denominator * errors[t];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) p[i, j] = (p[i, j] - px[i] * px[j] / denominator) / forgetting;
            }
            return errors;
        }
    }
}

//# matrix: recurrent
//# style: kernels without a class of their own state: two gates stacked in flat float arrays; what was computed is copied out to the caller's arrays at the end, by Array.Copy and CopyTo; nothing calls them
//# precision: float
using System;

namespace Kernels
{
    public static class TwoGates
    {
        private static float Squash(float z) => 1f / (1f + MathF.Exp(-z));

        public static void Run(float[] drive, float[] feed, float[] recurrent, float[] states, float[] gates, int length, int width, int units)
        {
            for (int t = 0; t < length; t++)
            {
                var sums = new float[2 * units];
                for (int row = 0; row < 2 * units; row++)
                {
                    for (int k = 0; k < width; k++) sums[row] += feed[row * width + k] * drive[t * width + k];
                    for (int k = 0; k < units; k++) sums[row] += recurrent[row * units + k] * states[t * units + k];
                }
                for (int u = 0; u < units; u++)
                {
                    int at = t * 2 * units;
                    gates[at + u] = MathF.Tanh(sums[u]);
                    gates[at + units + u] = Squash(sums[units + u]);
                    states[(t + 1) * units + u] = gates[at + u] * gates[at + units + u];
                }
            }
        }

        public static void Revert(float[] errors, float[] drive, float[] states, float[] gates, float[] feed, float[] recurrent, float[] feedChange, float[] recurrentChange, int length, int width, int units)
        {
            var ofFeed = new float[2 * units * width];
            var ofRecurrent = new float[2 * units * units];
            var later = new float[units];
            for (int t = length - 1; t >= 0; t--)
            {
                int at = t * 2 * units;
                var delta = new float[2 * units];
                for (int u = 0; u < units; u++)
                {
                    float error = errors[t * units + u] + later[u];
                    delta[u] = error * gates[at + units + u] * (1 - gates[at + u] * gates[at + u]);
                    delta[units + u] = error * gates[at + u] * gates[at + units + u] * (1 - gates[at + units + u]);
                }
                later = new float[units];
                for (int row = 0; row < 2 * units; row++)
                {
                    for (int k = 0; k < width; k++) ofFeed[row * width + k] += delta[row] * drive[t * width + k];
                    for (int k = 0; k < units; k++)
                    {
                        ofRecurrent[row * units + k] += delta[row] * states[t * units + k];
                        later[k] += delta[row] * recurrent[row * units + k];
                        //! transposed: later[k] += delta[row] * recurrent[(row / units * units + k) * units + row % units];
                    }
                }
            }
            ofFeed.CopyTo(feedChange, 0);
            Array.Copy(ofRecurrent, recurrentChange, ofRecurrent.Length);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        float[] feed = new float[8 * 2], recurrent = new float[8 * 4], ofFeed = new float[8 * 2], ofRecurrent = new float[8 * 4];
        Numeric.Fill(seed, feed, recurrent);
        for (int gate = 0; gate < 2; gate++)
        {
            int start = gate * 16;
            Numeric.Mirror(4, (j, k) => recurrent[start + j * 4 + k], (j, k, w) => recurrent[start + j * 4 + k] = (float)w);
        }
        var drive = Numeric.Single(Numeric.Vector(seed + 1, 5 * 2));
        var errors = Numeric.Single(Numeric.Vector(seed + 2, 5 * 4));
        float[] states = new float[6 * 4], gates = new float[5 * 8];
        double Loss()
        {
            Kernels.TwoGates.Run(drive, feed, recurrent, states, gates, 5, 2, 4);
            double sum = 0;
            for (int i = 0; i < errors.Length; i++) sum += errors[i] * states[4 + i];
            return sum;
        }
        var numeric = Numeric.Differences(Loss, feed, recurrent);
        Loss();
        Kernels.TwoGates.Revert(errors, drive, states, gates, feed, recurrent, ofFeed, ofRecurrent, 5, 2, 4);
        return (Numeric.Flatten(ofFeed, ofRecurrent), numeric);
    }
}

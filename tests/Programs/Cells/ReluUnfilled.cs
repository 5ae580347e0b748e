//# matrix: Loop
//# style: rectified; the arrays are public and empty until somebody loads them, as in code for a device that only runs what was trained elsewhere; one input a step with a weight and a bias per unit; the states in one table of steps by units
//# precision: float
using System;

namespace Devices
{
    public sealed class Sensor
    {
        private readonly int count;
        public float[,] Loop;
        public float[] Gain, Offset;

        public Sensor(int count)
        {
            this.count = count;
            Loop = new float[count, count];
            Gain = new float[count];
            Offset = new float[count];
        }

        public float[,] Listen(float[] signal)
        {
            var states = new float[signal.Length + 1, count];
            for (int step = 0; step < signal.Length; step++)
            {
                for (int unit = 0; unit < count; unit++)
                {
                    float level = Gain[unit] * signal[step] + Offset[unit];
                    for (int other = 0; other < count; other++)
                        level += Loop[unit, other] * states[step, other];
                    states[step + 1, unit] = Math.Max(0f, level);
                }
            }
            return states;
        }

        public float[,] Tune(float[] signal, float[,] errors)
        {
            var states = Listen(signal);
            var change = new float[count, count];
            var carried = new float[count];
            for (int step = signal.Length; step > 0; step--)
            {
                var delta = new float[count];
                for (int unit = 0; unit < count; unit++)
                {
                    delta[unit] = states[step, unit] > 0 ? errors[step, unit] + carried[unit] : 0f;
                    //! sigma-missing: delta[unit] = errors[step, unit] + carried[unit];
                    //! sigma-wrong-step: delta[unit] = states[step - 1, unit] > 0 ? errors[step, unit] + carried[unit] : 0f;
                }
                Array.Clear(carried, 0, count);
                for (int unit = 0; unit < count; unit++)
                {
                    for (int other = 0; other < count; other++)
                    {
                        change[unit, other] += delta[unit] * states[step - 1, other];  //! reversed: change[other, unit] += delta[unit] * states[step - 1, other];
                        carried[other] += Loop[unit, other] * delta[unit];  //! transposed: carried[other] += Loop[other, unit] * delta[unit];
                    }
                }
            }
            return change;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var sensor = new Devices.Sensor(4);
        Numeric.FillMostlyPositive(seed + 1, sensor.Loop, sensor.Gain, sensor.Offset);
        var signal = Numeric.Single(Numeric.Vector(seed + 1, 5));
        var errors = new float[6, 4];
        Numeric.Fill(seed + 2, errors);
        for (int unit = 0; unit < 4; unit++) errors[0, unit] = 0;
        double Loss() => Numeric.Dot(errors, sensor.Listen(signal));
        return (Numeric.Flatten(sensor.Tune(signal, errors)), Numeric.Differences(Loss, sensor.Loop));
    }
}

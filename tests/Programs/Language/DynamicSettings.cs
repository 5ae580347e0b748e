//# matrix: recurrent
//# style: settings of a host, read by name through dynamic (member, index, call); rectangular arrays; flow by out parameter; clipping after the loop
using System;

namespace Forecasting
{
    public class Forecaster
    {
        private readonly double[,] input, recurrent;
        private readonly double[] bias, readout;
        private readonly double rate, limit;

        public double[,] InputGradient { get; private set; }

        public double[,] RecurrentGradient { get; private set; }

        public double[] BiasGradient { get; private set; }

        public Forecaster(int inputs, int units)
        {
            dynamic settings = AppContext.GetData("Forecaster.Settings");
            rate = settings.Rate;
            limit = settings.LimitFor(units) * settings["scale"];
            var random = new Random(3);
            input = new double[units, inputs];
            recurrent = new double[units, units];
            bias = new double[units];
            readout = new double[units];
            for (int i = 0; i < units; i++)
            {
                readout[i] = random.NextDouble() - 0.5;
                for (int j = 0; j < inputs; j++)
                    input[i, j] = random.NextDouble() - 0.5;
                for (int j = 0; j < units; j++)
                    recurrent[i, j] = random.NextDouble() - 0.5;
            }
        }

        public double Train(double[][] series, double[] wanted)
        {
            int units = bias.Length;
            var h = new double[series.Length + 1][];
            h[0] = new double[units];
            double loss = 0;
            var error = new double[series.Length];
            for (int t = 0; t < series.Length; t++)
            {
                Step(series[t], h[t], out h[t + 1]);
                for (int i = 0; i < units; i++)
                    error[t] += readout[i] * h[t + 1][i];
                error[t] -= wanted[t];
                loss += 0.5 * error[t] * error[t];
            }

            InputGradient = new double[units, series[0].Length];
            RecurrentGradient = new double[units, units];
            BiasGradient = new double[units];
            var carried = new double[units];
            for (int t = series.Length - 1; t >= 0; t--)
            {
                var delta = new double[units];
                for (int i = 0; i < units; i++)
                {
                    delta[i] = (carried[i] + error[t] * readout[i]) * (1 - h[t + 1][i] * h[t + 1][i]);
                    //! sigma-missing: delta[i] = carried[i] + error[t] * readout[i];
                    BiasGradient[i] += delta[i];
                    for (int j = 0; j < series[t].Length; j++)
                        InputGradient[i, j] += delta[i] * series[t][j];
                    for (int j = 0; j < units; j++)
                        RecurrentGradient[i, j] += delta[i] * h[t][j];  //! reversed: RecurrentGradient[j, i] += delta[i] * h[t][j];
                }

                for (int j = 0; j < units; j++)
                {
                    carried[j] = 0;
                    for (int i = 0; i < units; i++)
                        carried[j] += recurrent[i, j] * delta[i];  //! transposed: carried[j] += recurrent[j, i] * delta[i];
                }
            }

            return loss;
        }

        public void Learn(double[][] series, double[] wanted)
        {
            Train(series, wanted);
            for (int i = 0; i < bias.Length; i++)
            {
                bias[i] -= rate * BiasGradient[i];
                for (int j = 0; j < bias.Length; j++)
                    recurrent[i, j] -= rate * Math.Max(-limit, Math.Min(limit, RecurrentGradient[i, j]));
                for (int j = 0; j < input.GetLength(1); j++)
                    input[i, j] -= rate * InputGradient[i, j];
            }
        }

        private void Step(double[] x, double[] before, out double[] after)
        {
            after = new double[bias.Length];
            for (int i = 0; i < after.Length; i++)
            {
                double sum = bias[i];
                for (int j = 0; j < x.Length; j++)
                    sum += input[i, j] * x[j];
                for (int j = 0; j < before.Length; j++)
                    sum += recurrent[i, j] * before[j];
                after[i] = Math.Tanh(sum);
            }
        }
    }
}

//--- harness
public class HostSettings
{
    public double Rate = 0.1;

    public double this[string name] => 2;

    public double LimitFor(int units) => 5.0 * units;
}

static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        System.AppDomain.CurrentDomain.SetData("Forecaster.Settings", new HostSettings());
        var net = new Forecasting.Forecaster(2, 3);
        var parameters = Numeric.Fields(net, "input", "recurrent", "bias");
        Numeric.Fill(seed, Numeric.Fields(net, "input", "recurrent", "bias", "readout"));
        var series = Numeric.Sequence(seed + 1, 4, 2);
        var wanted = Numeric.Vector(seed + 2, 4);
        net.Train(series, wanted);
        return (Numeric.Flatten(net.InputGradient, net.RecurrentGradient, net.BiasGradient), Numeric.Differences(() => net.Train(series, wanted), parameters));
    }
}

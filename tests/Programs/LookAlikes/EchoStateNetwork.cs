//# expect: silent
//# style: echo state network: a recurrent forward pass, but only the read-out is trained (least mean squares); no backward pass through time
using System;

namespace ReservoirComputing
{
    public class EchoStateNetwork
    {
        private readonly double[,] reservoir, inputWeights;
        private readonly double[] readout;
        private readonly int n;
        private double[] state;

        public EchoStateNetwork(int inputs, int n, double scale)
        {
            this.n = n;
            var rng = new Random(5);
            reservoir = new double[n, n];
            inputWeights = new double[n, inputs];
            readout = new double[n];
            state = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) reservoir[i, j] = scale * (rng.NextDouble() * 2 - 1);
                for (int k = 0; k < inputs; k++) inputWeights[i, k] = rng.NextDouble() * 2 - 1;
            }
        }

        public double Step(double[] input)
        {
            double[] next = new double[n];
            double output = 0;
            for (int i = 0; i < n; i++)
            {
                double z = 0;
                for (int j = 0; j < n; j++) z += reservoir[i, j] * state[j];
                for (int k = 0; k < input.Length; k++) z += inputWeights[i, k] * input[k];
                next[i] = Math.Tanh(z);
                output += readout[i] * next[i];
            }
            state = next;
            return output;
        }

        public double Train(double[][] inputs, double[] targets, double rate)
        {
            double squares = 0;
            for (int t = 0; t < inputs.Length; t++)
            {
                double error = Step(inputs[t]) - targets[t];
                squares += error * error;
                for (int i = 0; i < n; i++) readout[i] -= rate * error * state[i];
            }
            return squares / inputs.Length;
        }
    }
}

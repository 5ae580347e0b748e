//# matrix: RecurrentWeights
//# style: neuron objects with their own weight arrays and histories; layer of neurons; List<Neuron>; W of neuron i from neuron j; tanh; object graph
using System;
using System.Collections.Generic;

namespace ObjectNet
{
    public class Neuron
    {
        public double[] InputWeights;
        public double[] RecurrentWeights;
        public double[] InputGradient;
        public double[] RecurrentGradient;
        public List<double> Outputs = new List<double>();
        public double Delta;

        public Neuron(int inputs, int neighbours, Random random)
        {
            InputWeights = new double[inputs];
            RecurrentWeights = new double[neighbours];
            InputGradient = new double[inputs];
            RecurrentGradient = new double[neighbours];
            for (int i = 0; i < inputs; i++) InputWeights[i] = random.NextDouble() - 0.5;
            for (int i = 0; i < neighbours; i++) RecurrentWeights[i] = random.NextDouble() - 0.5;
        }

        public double Output(int time)
        {
            return time < 0 ? 0 : Outputs[time];
        }
    }

    public class NeuronLayer
    {
        public readonly List<Neuron> Neurons = new List<Neuron>();

        public NeuronLayer(int inputs, int count)
        {
            Random random = new Random(6);
            for (int i = 0; i < count; i++) Neurons.Add(new Neuron(inputs, count, random));
        }

        public void Run(double[][] sequence)
        {
            foreach (Neuron neuron in Neurons) neuron.Outputs.Clear();
            for (int t = 0; t < sequence.Length; t++)
            {
                foreach (Neuron neuron in Neurons)
                {
                    double sum = 0;
                    for (int k = 0; k < sequence[t].Length; k++)
                        sum += neuron.InputWeights[k] * sequence[t][k];
                    for (int j = 0; j < Neurons.Count; j++)
                        sum += neuron.RecurrentWeights[j] * Neurons[j].Output(t - 1);
                    neuron.Outputs.Add(Math.Tanh(sum));
                }
            }
        }

        public void BackPropagate(double[][] sequence, double[] target)
        {
            double[] future = new double[Neurons.Count];
            for (int i = 0; i < future.Length; i++)
                future[i] = Neurons[i].Output(sequence.Length - 1) - target[i];
            for (int t = sequence.Length - 1; t >= 0; t--)
            {
                for (int i = 0; i < Neurons.Count; i++)
                {
                    Neuron neuron = Neurons[i];
                    neuron.Delta = future[i] * (1 - neuron.Output(t) * neuron.Output(t));
                    //! sigma-missing: neuron.Delta = future[i];
                    //! sigma-wrong-step: neuron.Delta = future[i] * (1 - neuron.Output(t - 1) * neuron.Output(t - 1));
                    for (int k = 0; k < sequence[t].Length; k++)
                        neuron.InputGradient[k] += neuron.Delta * sequence[t][k];
                    for (int j = 0; j < Neurons.Count; j++)
                        neuron.RecurrentGradient[j] += neuron.Delta * Neurons[j].Output(t - 1);
                }
                for (int j = 0; j < Neurons.Count; j++)
                {
                    future[j] = 0;
                    for (int i = 0; i < Neurons.Count; i++)
                        future[j] += Neurons[i].RecurrentWeights[j] * Neurons[i].Delta;  //! transposed: future[j] += Neurons[j].RecurrentWeights[i] * Neurons[i].Delta;
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var layer = new ObjectNet.NeuronLayer(2, 4);
        object[] p = [.. layer.Neurons.SelectMany(n => new object[] { n.InputWeights, n.RecurrentWeights })];
        Numeric.Fill(seed, p);
        var neurons = layer.Neurons;
        Numeric.Mirror(4, (i, j) => neurons[i].RecurrentWeights[j], (i, j, w) => neurons[i].RecurrentWeights[j] = w);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        double Loss() { layer.Run(xs); return layer.Neurons.Zip(y, (n, t) => 0.5 * Math.Pow(n.Output(4) - t, 2)).Sum(); }
        Loss();
        layer.BackPropagate(xs, y);
        return (Numeric.Flatten([.. layer.Neurons.SelectMany(n => new object[] { n.InputGradient, n.RecurrentGradient })]), Numeric.Differences(Loss, p));
    }
}

//# matrix: recurrent
//# style: Unity: a MonoBehaviour with serialized fields whose arrays Awake makes; Mathf, UnityEngine.Random; weights updated at the end of the pass
//# precision: float
using System.Collections.Generic;
using UnityEngine;

public class RecurrentBrain : MonoBehaviour
{
    [SerializeField] private int hidden = 5;
    [SerializeField] private int sensors = 2;
    [SerializeField] private float rate = 0.05f;

    private float[,] recurrent;
    private float[,] incoming;
    private float[] bias;
    private readonly List<float[]> states = new List<float[]>();

    private void Awake()
    {
        recurrent = new float[hidden, hidden];
        incoming = new float[hidden, sensors];
        bias = new float[hidden];
        for (int i = 0; i < hidden; i++)
        {
            for (int j = 0; j < hidden; j++)
                recurrent[i, j] = Random.Range(-0.5f, 0.5f);
            for (int j = 0; j < sensors; j++)
                incoming[i, j] = Random.value - 0.5f;
        }
    }

    private static float Sigmoid(float x) => 1f / (1f + Mathf.Exp(-x));

    public float Loss(float[][] sequence, float[][] targets)
    {
        states.Clear();
        states.Add(new float[hidden]);
        float loss = 0f;
        for (int t = 0; t < sequence.Length; t++)
        {
            var h = new float[hidden];
            for (int i = 0; i < hidden; i++)
            {
                float a = bias[i];
                for (int j = 0; j < hidden; j++)
                    a += recurrent[i, j] * states[t][j];
                for (int j = 0; j < sensors; j++)
                    a += incoming[i, j] * sequence[t][j];
                h[i] = Sigmoid(a);
                loss += 0.5f * Mathf.Pow(h[i] - targets[t][i], 2f);
            }

            states.Add(h);
        }

        return loss;
    }

    public void Learn(float[][] sequence, float[][] targets)
    {
        float loss = Loss(sequence, targets);
        var gradient = new float[hidden, hidden];
        var inner = new float[hidden, sensors];
        var dBias = new float[hidden];
        var carried = new float[hidden];
        for (int t = sequence.Length - 1; t >= 0; t--)
        {
            var next = new float[hidden];
            for (int i = 0; i < hidden; i++)
            {
                float y = states[t + 1][i];
                float dz = (y - targets[t][i] + carried[i]) * y * (1f - y);
                //! sigma-missing: float dz = y - targets[t][i] + carried[i];
                dBias[i] += dz;
                for (int j = 0; j < sensors; j++)
                    inner[i, j] += dz * sequence[t][j];
                for (int j = 0; j < hidden; j++)
                {
                    gradient[i, j] += dz * states[t][j];  //! reversed: gradient[j, i] += dz * states[t][j];
                    next[j] += recurrent[i, j] * dz;  //! transposed: next[j] += recurrent[j, i] * dz;
                }
            }

            carried = next;
        }

        for (int i = 0; i < hidden; i++)
        {
            bias[i] -= rate * dBias[i];
            for (int j = 0; j < hidden; j++)
                recurrent[i, j] -= rate * Mathf.Clamp(gradient[i, j], -5f, 5f);
            for (int j = 0; j < sensors; j++)
                incoming[i, j] -= rate * inner[i, j];
        }

        Debug.Log("loss " + loss);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new RecurrentBrain();
        net.GetType().GetMethod("Awake", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.Invoke(net, null);
        Numeric.Set(net, "rate", 1f);
        var weights = Numeric.Fields(net, "recurrent", "incoming", "bias");
        Numeric.Fill(seed, weights);
        float[][] xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 2)), ys = Numeric.Single(Numeric.Sequence(seed + 2, 5, 5));
        return (Numeric.FromUpdate(1, () => net.Learn(xs, ys), weights), Numeric.Differences(() => net.Loss(xs, ys), weights));
    }
}

//# matrix: recurrent
//# style: ILGPU with two-dimensional views and a batch: a kernel per (unit, example); the gradient with Atomic.Add; doubles
using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using View = ILGPU.Runtime.ArrayView2D<double, ILGPU.Stride2D.DenseX>;

public class BatchKernels
{
    public double[,] recurrent, gradient;

    public BatchKernels(int units)
    {
        recurrent = new double[units, units];
        gradient = new double[units, units];
        var random = new Random(11);
        for (int i = 0; i < units; i++)
            for (int j = 0; j < units; j++)
                recurrent[i, j] = random.NextDouble() - 0.5;
    }

    private static void Forward(Index2D at, View weights, View before, View input, View after)
    {
        double sum = input[at];
        for (int k = 0; k < weights.IntExtent.Y; k++)
            sum += weights[at.X, k] * before[k, at.Y];
        after[at] = Math.Tanh(sum);
    }

    private static void Derive(Index2D at, View state, View error)
    {
        error[at] = error[at] * (1.0 - state[at] * state[at]);
        //! sigma-missing: error[at] = error[at] * 1.0;
    }

    private static void Collect(Index2D at, View delta, View before, View gradient)
    {
        for (int k = 0; k < before.IntExtent.X; k++)
            Atomic.Add(ref gradient[at.X, k], delta[at] * before[k, at.Y]);  //! reversed: Atomic.Add(ref gradient[k, at.X], delta[at] * before[k, at.Y]);
    }

    private static void Backward(Index2D at, View weights, View delta, View error)
    {
        double sum = 0;
        for (int j = 0; j < weights.IntExtent.X; j++)
            sum += weights[j, at.X] * delta[j, at.Y];  //! transposed: sum += weights[at.X, j] * delta[j, at.Y];
        error[at] = sum;
    }

    public double Train(List<double[,]> inputs, double[,] target)
    {
        using var context = Context.CreateDefault();
        using var accelerator = context.CreateCPUAccelerator(0);
        var forward = accelerator.LoadAutoGroupedStreamKernel<Index2D, View, View, View, View>(Forward);
        var derive = accelerator.LoadAutoGroupedStreamKernel<Index2D, View, View>(Derive);
        var collect = accelerator.LoadAutoGroupedStreamKernel<Index2D, View, View, View>(Collect);
        var backward = accelerator.LoadAutoGroupedStreamKernel<Index2D, View, View, View>(Backward);
        int units = recurrent.GetLength(0), batch = target.GetLength(1);
        var size = new Index2D(units, batch);
        var weights = accelerator.Allocate2DDenseX<double>(new Index2D(units, units));
        weights.CopyFromCPU(recurrent);
        var gathered = accelerator.Allocate2DDenseX<double>(new Index2D(units, units));
        gathered.MemSetToZero();
        var states = new List<MemoryBuffer2D<double, Stride2D.DenseX>> { accelerator.Allocate2DDenseX<double>(size) };
        states[0].MemSetToZero();
        foreach (var input in inputs)
        {
            var x = accelerator.Allocate2DDenseX<double>(size);
            x.CopyFromCPU(input);
            var next = accelerator.Allocate2DDenseX<double>(size);
            forward(size, weights.View, states[states.Count - 1].View, x.View, next.View);
            states.Add(next);
        }

        accelerator.Synchronize();
        var last = states[states.Count - 1].GetAsArray2D();
        var errors = new double[units, batch];
        double loss = 0;
        for (int i = 0; i < units; i++)
        {
            for (int m = 0; m < batch; m++)
            {
                errors[i, m] = last[i, m] - target[i, m];
                loss += errors[i, m] * errors[i, m] / 2;
            }
        }

        var error = accelerator.Allocate2DDenseX<double>(size);
        error.CopyFromCPU(errors);
        for (int t = inputs.Count; t > 0; t--)
        {
            derive(size, states[t].View, error.View);
            collect(size, error.View, states[t - 1].View, gathered.View);
            var carried = accelerator.Allocate2DDenseX<double>(size);
            backward(size, weights.View, error.View, carried.View);
            error = carried;
        }

        accelerator.Synchronize();
        gradient = gathered.GetAsArray2D();
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new BatchKernels(3);
        Numeric.Fill(seed, net.recurrent);
        var inputs = Enumerable.Range(0, 4).Select(t => Numeric.Table(seed + t, 3, 2)).ToList();
        var target = Numeric.Table(seed + 7, 3, 2);
        net.Train(inputs, target);
        return (Numeric.Flatten(net.gradient), Numeric.Differences(() => net.Train(inputs, target), net.recurrent));
    }
}

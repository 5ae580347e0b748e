namespace RnnLint.Core.Tests.Models;

/// <summary>What is compared of ILGPU, on its accelerator on the processor.</summary>
internal static class IlgpuRows
{
    private const string A = "using var context = Context.CreateDefault(); using var gpu = context.CreateCPUAccelerator(0); ", B = A + "using var b = gpu.Allocate1D(fs); ", C = A + "using var c = gpu.Allocate2DDenseX<double>(new Index2D(3, 4)); ";

    public static IReadOnlyList<string> All { get; } =
    [
        B + "return b.GetAsArray1D();", B + "fs[0] = 9; return b.GetAsArray1D();", B + "return b.Length;", B + "return b.View.Length;", B + "return b.View.IntLength;", B + "return b.IntExtent.X;", B + "return b.View.IntExtent.Size;", A + "using var b = gpu.Allocate1D<double>(4); b.MemSetToZero(); return b.GetAsArray1D();", B + "b.MemSetToZero(); return b.GetAsArray1D();", B + "b.CopyFromCPU(gs); return b.GetAsArray1D();", B + "b.View.CopyFromCPU(gs); return b.GetAsArray1D();", B + "b.CopyToCPU(gs); return gs;", B + "b.View.SubView(4, 8).CopyToCPU(new float[8]); gpu.Synchronize(); return b.GetAsArray1D();",
        C + "c.CopyFromCPU(m); return c.GetAsArray2D();", C + "c.MemSetToZero(); return c.GetAsArray2D();", C + "return c.IntExtent.Y;", C + "return c.IntExtent.X;", C + "return c.Length;", A + "using var c = gpu.Allocate2DDenseY<double>(new Index2D(3, 4)); c.CopyFromCPU(m); return c.GetAsArray2D();", A + "using var c = gpu.Allocate2DDenseX(m); return c.GetAsArray2D();", A + "using var c = gpu.Allocate2DDenseY(m); return c.GetAsArray2D();",
        B + "var run = gpu.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, float>((index, view, scale) => { view[index] = view[index] * scale; }); run((int)b.Length, b.View, f); gpu.Synchronize(); return b.GetAsArray1D();", B + "var run = gpu.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, float>((index, view, scale) => { view[index] = view[index] * scale; }); run(b.IntExtent, b.View.SubView(0, 16), f); gpu.Synchronize(); return b.GetAsArray1D();", B + "var run = gpu.LoadAutoGroupedKernel<Index1D, ArrayView<float>, float>((index, view, scale) => { view[index] = view[index] * scale; }); run(gpu.DefaultStream, 8, b.View, f); gpu.DefaultStream.Synchronize(); return b.GetAsArray1D();", C + "c.CopyFromCPU(m); var run = gpu.LoadAutoGroupedStreamKernel<Index2D, ArrayView2D<double, Stride2D.DenseX>>((index, view) => { view[index] = view[index.X, index.Y] * (index.X + 10 * index.Y); }); run(c.IntExtent, c.View); gpu.Synchronize(); return c.GetAsArray2D();", B + "using var s = gpu.Allocate1D(new int[2]); var run = gpu.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>((index, view) => { Atomic.Add(ref view[0], index); }); run(16, s.View); gpu.Synchronize(); return s.GetAsArray1D();",
    ];
}

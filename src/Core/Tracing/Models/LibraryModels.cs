namespace RnnLint.Tracing.Models;

/// <summary>The models of every library that the interpreter knows.</summary>
public static class LibraryModels
{
    private static readonly ModelTable Table = Build();

    /// <summary>The table, built once. It does not change afterwards.</summary>
    public static ModelTable Create() => Table;

    private static ModelTable Build()
    {
        var table = new ModelTable();

        // Object first: what comes later is more special.
        ObjectModels.Register(table);
        NumberModels.Register(table);
        MathModels.Register(table);
        ConvertModels.Register(table);
        TextModels.Register(table);

        SequenceModels.Register(table);
        IndexModels.Register(table);
        ArrayModels.Register(table);
        SpanModels.Register(table);
        NativeMemoryModels.Register(table);
        ListModels.Register(table);
        QueueStackModels.Register(table);
        DictionaryModels.Register(table);
        ImmutableModels.Register(table);
        LinqModels.Register(table);

        RandomModels.Register(table);
        ParallelModels.Register(table);
        TaskModels.Register(table);
        QuietModels.Register(table);
        FileModels.Register(table);

        // Numerical libraries.
        table.AddLibrary("MathNet.", MathNetModels.Register);
        table.AddLibrary("NumSharp.", NumSharpModels.Register);
        table.AddLibrary("TorchSharp.", TorchModels.Register);
        table.AddLibrary("ILGPU.", IlgpuModels.Register);
        table.AddLibrary("UnityEngine.", UnityModels.Register);
        table.AddLibrary("Unity.Mathematics.", UnityMathematicsModels.Register);
        VectorModels.Register(table);
        FixedVectorModels.Register(table);
        FixedMatrixModels.Register(table);
        TensorPrimitivesModels.Register(table);
        NumericsTensorModels.Register(table);
        return table;
    }
}

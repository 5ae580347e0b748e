using Microsoft.CodeAnalysis;

namespace RnnLint.Costs;

/// <summary>The programs whose cost is held: every sample, and of tests/Programs a few of each way to write a network, and some that are none.</summary>
public static class Subjects
{
    private static readonly string[] Programs =
    [
        "Cells/StackedLayers", "Gated/GruLinq", "Gated/GruResetBefore", "Gated/LstmMathNet", "Gated/LstmSeparate", "Language/LinqVectors", "Layers/GruStepObjects", "Libraries/NumSharpElman",
        "LookAlikes/ConjugateGradient", "LookAlikes/DeepMlp", "LookAlikes/HiddenMarkovForwardBackward", "Loops/ElmanRectangular", "Loops/MinCharOneMethod", "MathNet/ColumnVectors",
        "Matrix/OperatorMatrix", "Time/NeuronObjects", "Training/TruncatedBptt",
    ];

    /// <summary>Their names, in the baseline's order.</summary>
    public static IEnumerable<string> Names => SampleLibrary.All.Where(sample => sample.Expected is not null).Select(sample => "samples/" + sample.Name).Concat(Programs);

    /// <summary>A program by its name, with nothing beside it that it does not need: a sample that is added is not to change what others cost.</summary>
    public static Compilation Compile(string name) => ProgramRunner.Compile(Files(name));

    /// <summary>What a program is compiled of.</summary>
    public static IEnumerable<ProgramFile> Files(string name)
    {
        if (SampleLibrary.All.SingleOrDefault(sample => "samples/" + sample.Name == name) is not { } own)
            return ProgramLibrary.Get(name, ProgramCase.AsWritten).Files;
        var folder = Path.GetDirectoryName(own.File.Name);
        return SampleLibrary.All.Where(sample => sample == own || (sample.Expected is null && Path.GetDirectoryName(sample.File.Name) == folder)).Select(sample => sample.File);
    }
}

using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>The libraries of n-dimensional arrays, each row run for real and by the models.</summary>
public sealed class TensorLibraryTests
{
    private static readonly RowComparison NumSharp = new(TensorRows.NumSharp, "using NumSharp;");

    public static TheoryData<string> NumSharpRows => new(TensorRows.NumSharp);

    [Theory]
    [MemberData(nameof(NumSharpRows))]
    public void NumSharp_agrees(string row) => NumSharp.Run(row);

    [Fact]
    public void Every_member_of_NumSharp_is_compared() => Missing("NumSharp.", TensorRows.NumSharp.SelectMany(row => NumSharp.Run(row).Members)).ShouldBeEmpty();

    private static readonly RowComparison Torch = new(TorchRows.All, "using TorchSharp; using static TorchSharp.torch; using static TorchSharp.TensorExtensionMethods; using F = TorchSharp.torch.nn.functional; using Tensor = TorchSharp.torch.Tensor;");

    /// <summary>False where the native library was not fetched (see the project file) or does not load: then there is nothing to compare with.</summary>
    internal static bool HasTorch { get; } = Starts();

    public static TheoryData<string> AllTorchRows => new(TorchRows.All);

    [TorchTheory]
    [MemberData(nameof(AllTorchRows))]
    public void TorchSharp_agrees(string row)
    {
        Torch.Run(row);
    }

    [TorchFact]
    public void Every_member_of_TorchSharp_is_compared()
    {
        Missing("TorchSharp.", TorchRows.All.SelectMany(row => Torch.Run(row).Members)).ShouldBeEmpty();
    }

    private static readonly RowComparison Ilgpu = new(IlgpuRows.All, "using ILGPU; using ILGPU.Runtime; using ILGPU.Runtime.CPU;");

    public static TheoryData<string> AllIlgpuRows => new(IlgpuRows.All);

    [Theory]
    [MemberData(nameof(AllIlgpuRows))]
    public void ILGPU_agrees(string row) => Ilgpu.Run(row);

    private static readonly RowComparison Numerics = new(NumericsTensorRows.All);

    public static TheoryData<string> AllNumericsRows => new(NumericsTensorRows.All);

    [Theory]
    [MemberData(nameof(AllNumericsRows))]
    public void System_Numerics_Tensors_agrees(string row) => Numerics.Run(row);

    private static bool Starts()
    {
        try
        {
            return Directory.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes"))
                && Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*torch_cpu*", SearchOption.AllDirectories).Any()
                && global::TorchSharp.torch.zeros(1).numel() == 1;
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>True for a member whose models are compared here.</summary>
    internal static bool Covers(string member) => Libraries.Any(library => member.StartsWith(library, StringComparison.Ordinal));

    private static readonly string[] Libraries = ["NumSharp.", "TorchSharp.", "ILGPU.", "System.Numerics.Tensors.Tensor`1", "System.Numerics.Tensors.TensorSpan", "System.Numerics.Tensors.ReadOnlyTensorSpan", "System.Numerics.Tensors.Tensor.", "System.Buffers.N", "UnityEngine.", "Unity.Mathematics."];

    private static string Missing(string library, IEnumerable<string> used)
    {
        var known = used.Select(Shared).ToHashSet();
        return string.Join("\n", LibraryModels.Create().Entries().Select(entry => entry.Member.Split('(')[0])
            .Where(member => member.StartsWith(library, StringComparison.Ordinal) && !known.Contains(Shared(member)) && !TensorRows.NotCompared.Contains(member) && Exists(member)).Order(StringComparer.Ordinal));
    }

    /// <summary>torch's functions and Tensor's methods of one name are one model.</summary>
    private static string Shared(string member) => member.Replace("TorchSharp.torch+Tensor.", "TorchSharp.torch.").Replace("TorchSharp.torch+nn+functional.", "TorchSharp.torch.");

    /// <summary>What functions and methods share is entered for both, though some is only one of them.</summary>
    private static bool Exists(string member)
    {
        var end = member.EndsWith("..ctor", StringComparison.Ordinal) ? member.Length - 6 : member.LastIndexOf('.');
        return AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(member[..end])).FirstOrDefault(type => type is not null) is { } type
            && type.GetMember(member[(end + 1)..], System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance).Length > 0;
    }
}

/// <summary>A fact about the real TorchSharp, skipped where its native library is not there.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    internal const string Reason = "libtorch is not there: it is fetched with -p:WithTorch=true, and needs a newer C++ library than many systems have";

    public TorchFactAttribute() => Skip = TensorLibraryTests.HasTorch ? null : Reason;
}

/// <summary>As <see cref="TorchFactAttribute"/>, for many rows.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TensorLibraryTests.HasTorch ? null : TorchFactAttribute.Reason;
}

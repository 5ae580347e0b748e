using System.Collections;
using System.Reflection;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>What a run over the library's members found.</summary>
/// <param name="Failures">One line for each member whose model does something else.</param>
/// <param name="Compared">The members, as <c>Type.Name</c>, that agreed at least once without an exception.</param>
internal sealed record Comparison(List<string> Failures, HashSet<string> Compared);

/// <summary>Runs every public member that has a model next to the library's own, on random inputs.</summary>
internal static class MathNetComparison
{
    private const int Trials = 40;

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Lazy<Comparison>[] Cache =
    [
        new(() => Run<double>("Double", dense: false, 1e-14)), new(() => Run<double>("Double", dense: true, 1e-14)),
        new(() => Run<float>("Single", dense: false, 1e-5)), new(() => Run<float>("Single", dense: true, 1e-5)),
    ];

    private static readonly Type[] Functions =
    [
        typeof(CreateVector), typeof(CreateMatrix), typeof(VectorExtensions), typeof(MatrixExtensions), typeof(SpecialFunctions), typeof(Trig), typeof(Distance),
        typeof(Euclid), typeof(Statistics), typeof(ArrayStatistics), typeof(StreamingStatistics), typeof(Generate),
    ];

    /// <param name="dense">
    /// True for dense storage only, where everything is compared: numbers, changed arguments, run-time types, exceptions. With sparse and diagonal
    /// storage among the inputs only numbers are: what the library throws there follows its storage formats, not the mathematics.
    /// </param>
    public static Comparison Of(ValueKind kind, bool dense) => Cache[(kind == ValueKind.Single ? 2 : 0) + (dense ? 1 : 0)].Value;

    public static IEnumerable<Type> Types<T>(string kind)
        where T : struct, IEquatable<T>, IFormattable =>
        new[] { typeof(Vector<T>), typeof(Matrix<T>), typeof(VectorBuilder<T>), typeof(MatrixBuilder<T>) }.Concat(
            from name in new[] { "Vector", "DenseVector", "SparseVector", "Matrix", "DenseMatrix", "SparseMatrix", "DiagonalMatrix" }
            select typeof(Vector<>).Assembly.GetType("MathNet.Numerics.LinearAlgebra." + kind + "." + name)!);

    private static Comparison Run<T>(string kind, bool dense, double tolerance)
        where T : struct, IEquatable<T>, IFormattable
    {
        var comparison = new Comparison([], []);
        foreach (var type in Types<T>(kind).Concat(Functions))
        {
            foreach (var method in type.GetMembers(Declared).OfType<MethodBase>())
                Compare<T>(method, dense, MathNetExemptions.Tolerance(method) ?? tolerance, comparison);
        }

        return comparison;
    }

    private static void Compare<T>(MethodBase declared, bool dense, double tolerance, Comparison comparison)
        where T : struct, IEquatable<T>, IFormattable
    {
        if ((dense && (IsStored(declared.DeclaringType!.Name) || IsStored(declared.Name))) || MathNetExemptions.Reason(declared, dense) is not null)
            return;
        if (Closed<T>(declared) is not { } method)
            return;
        var symbol = MathNetCalling.Symbol(new MathNetTestMachine().Compilation, method);
        var name = MathNetCalling.MetadataName(symbol.ContainingType.OriginalDefinition);
        if (MathNetCalling.Table.Find(name, symbol) is null)
            return;
        for (var trial = 0; trial < Trials; trial++)
        {
            if (Compare<T>(method, dense, new Random((trial * 7919) + 1), tolerance, out var isCompared) is { } difference)
            {
                comparison.Failures.Add($"{method.DeclaringType}.{method}: {difference} (trial {trial})");
                return;
            }

            if (isCompared)
                comparison.Compared.Add(name + "." + method.Name);
        }
    }

    /// <summary>A message where model and library differ on these inputs.</summary>
    private static string? Compare<T>(MethodBase method, bool dense, Random random, double tolerance, out bool isCompared)
        where T : struct, IEquatable<T>, IFormattable
    {
        isCompared = false;
        var inputs = new MathNetInputs<T>(random, dense);
        var receiver = method.IsStatic || method.IsConstructor ? null : Receiver(method.DeclaringType!, inputs);
        var arguments = method.GetParameters().Select(parameter => inputs.Make(parameter.ParameterType, receiver)).ToArray();
        if (arguments.Contains(null))
            return null;
        var machine = new MathNetTestMachine();
        var translation = new MathNetTranslation<T>(machine, types: dense);
        var isBuilder = receiver is VectorBuilder<T> or MatrixBuilder<T>;
        var modelReceiver = isBuilder ? Value.Of(new OpaqueObject(null, "Build")) : translation.Of(receiver);
        var modelArguments = arguments.Select(translation.Of).ToArray();
        var (result, thrown) = Try(method, receiver, [.. arguments]);
        try
        {
            var modelResult = machine.Call(method, modelReceiver, modelArguments);
            if (machine.Unknowns.Count > 0 || (!dense && thrown is not null))
                return null;
            if (thrown is not null)
                return $"should throw {thrown.GetType()}";
            var isVoid = method is MethodInfo { ReturnType: var returned } && returned == typeof(void);
            var difference = (isVoid ? null : translation.Difference(result, modelResult, tolerance))
                ?? (isBuilder || receiver is null ? null : translation.Difference(receiver, modelReceiver, tolerance))
                ?? arguments.Select((argument, i) => argument is Delegate or Enum ? null : translation.Difference(argument, modelArguments[i], tolerance))
                    .FirstOrDefault(message => message is not null);
            isCompared = difference is null;
            return difference;
        }
        catch (InterpretedException exception)
        {
            return !dense || Agree(thrown, exception.TypeName, arguments) ? null : $"expected {thrown?.GetType().FullName ?? "no exception"}, found {exception.TypeName}";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return "failed: " + exception;
        }
    }

    /// <summary>A negative size is sometimes checked, sometimes left to an array to stumble over.</summary>
    private static bool Agree(Exception? real, string model, object?[] arguments) =>
        real?.GetType().FullName == model || (real is not null && model == "System.ArgumentOutOfRangeException" && arguments.Any(x => x is < 0));

    private static (object? Result, Exception? Thrown) Try(MethodBase method, object? receiver, object?[] arguments)
    {
        try
        {
            var result = method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(receiver, arguments);
            return (result is IEnumerable lazy and not (string or Array or Vector<double> or Vector<float>) ? lazy.Cast<object?>().ToList() : result, null);
        }
        catch (TargetInvocationException exception)
        {
            return (null, exception.InnerException is AggregateException many ? many.InnerException : exception.InnerException);
        }
    }

    private static object Receiver<T>(Type type, MathNetInputs<T> inputs)
        where T : struct, IEquatable<T>, IFormattable =>
        type == typeof(VectorBuilder<T>) ? Vector<T>.Build
        : type == typeof(MatrixBuilder<T>) ? Matrix<T>.Build
        : inputs.Make(type.IsAbstract && type.BaseType != typeof(object) ? type.BaseType! : type, null)!;

    private static MethodBase? Closed<T>(MethodBase method)
    {
        try
        {
            return method is MethodInfo { IsGenericMethodDefinition: true } generic
                ? generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(_ => typeof(T))])
                : method;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsStored(string name) =>
        name.StartsWith("Sparse", StringComparison.Ordinal) || name.StartsWith("Diagonal", StringComparison.Ordinal);
}

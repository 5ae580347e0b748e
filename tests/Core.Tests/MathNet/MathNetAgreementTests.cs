using System.Reflection;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;
using Xunit.Abstractions;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>
/// Every modelled member does on random inputs what the library does: results, changed arguments, run-time types and exceptions.
/// Where sparse and diagonal storage is among them, only the numbers are compared: the library's exceptions there follow its
/// storage formats, not the mathematics.
/// </summary>
public class MathNetAgreementTests(ITestOutputHelper output)
{
    private const int Trials = 80;

    private static readonly Type[] DoubleTypes =
    [
        typeof(Vector<double>), typeof(Matrix<double>), typeof(VectorBuilder<double>), typeof(MatrixBuilder<double>), typeof(CreateVector), typeof(CreateMatrix),
        .. Concrete("Double"), typeof(VectorExtensions), typeof(MatrixExtensions), typeof(SpecialFunctions), typeof(Trig), typeof(Distance), typeof(Euclid),
    ];

    private static readonly Type[] SingleTypes =
        [typeof(Vector<float>), typeof(Matrix<float>), typeof(VectorBuilder<float>), typeof(MatrixBuilder<float>), .. Concrete("Single")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Models_of_double_members_agree_with_the_library(bool dense)
    {
        var report = new Report();
        foreach (var type in DoubleTypes)
            Compare<double>(type, dense, report, 1e-14);
        foreach (var line in report.Failures)
            output.WriteLine(line);
        report.Failures.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Models_of_float_members_agree_with_the_library(bool dense)
    {
        var report = new Report();
        foreach (var type in SingleTypes)
            Compare<float>(type, dense, report, 1e-5);
        foreach (var line in report.Failures)
            output.WriteLine(line);
        report.Failures.Count.ShouldBe(0);
    }

    private static IEnumerable<Type> Concrete(string kind) =>
        new[] { "Vector", "DenseVector", "SparseVector", "Matrix", "DenseMatrix", "SparseMatrix", "DiagonalMatrix" }
            .Select(name => typeof(Vector<>).Assembly.GetType("MathNet.Numerics.LinearAlgebra." + kind + "." + name)!);

    internal sealed class Report
    {
        public List<string> Failures { get; } = [];

        public HashSet<string> Compared { get; } = [];
    }

    internal static void Compare<T>(Type type, bool dense, Report report, double tolerance)
        where T : struct, IEquatable<T>, IFormattable
    {
        var machine = new MathNetTestMachine();
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var declared in type.GetMembers(all).OfType<MethodBase>())
        {
            if (Closed<T>(declared) is not { } method)
                continue;
            var symbol = MathNetCalling.Symbol(machine.Compilation, method);
            var name = MathNetCalling.MetadataName(symbol.ContainingType.OriginalDefinition);
            var isDense = dense && !IsStored(type.Name) && !IsStored(method.Name);
            if (MathNetCalling.Table.Find(name, symbol) is null || MathNetExemptions.Reason(declared, isDense) is not null || isDense != dense)
                continue;
            for (var trial = 0; trial < Trials; trial++)
            {
                if (Compare<T>(method, dense, new Random((trial * 7919) + 1), MathNetExemptions.Tolerance(method) ?? tolerance, out var compared) is { } difference)
                {
                    report.Failures.Add($"{type.Name}.{method}: {difference} (trial {trial}){(difference.Contains("throw") ? Shown<T>(method, dense, trial) : "")}");
                    break;
                }

                if (compared)
                    report.Compared.Add(name + "." + method.Name);
            }
        }
    }

    private static bool IsStored(string name) =>
        name.StartsWith("Sparse", StringComparison.Ordinal) || name.StartsWith("Diagonal", StringComparison.Ordinal);

    private static MethodBase? Closed<T>(MethodBase method)
    {
        try
        {
            return method is MethodInfo { IsGenericMethodDefinition: true } generic
                ? generic.MakeGenericMethod(generic.GetGenericArguments().Select(_ => typeof(T)).ToArray())
                : method;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Compare<T>(MethodBase method, bool dense, Random random, double tolerance, out bool compared)
        where T : struct, IEquatable<T>, IFormattable
    {
        compared = false;
        var inputs = new MathNetInputs<T>(random, dense);
        var receiver = method.IsStatic || method.IsConstructor ? null : Receiver(method.DeclaringType!, inputs);
        var arguments = new List<object?>();
        foreach (var parameter in method.GetParameters())
        {
            if (inputs.Make(parameter.ParameterType, receiver) is not { } argument)
                return null;
            arguments.Add(argument);
        }

        var machine = new MathNetTestMachine();
        var translation = new MathNetTranslation<T>(machine, dense);
        var isBuilder = receiver is VectorBuilder<T> or MatrixBuilder<T>;
        var modelReceiver = isBuilder ? Value.Of(new OpaqueObject(null, "Build")) : translation.Of(receiver);
        var modelArguments = arguments.Select(translation.Of).ToArray();
        if (method.IsStatic && method.Name == "op_Explicit" || arguments.Any(x => x is null))
            return null;

        var (result, thrown) = Try(method, receiver, arguments.ToArray());
        Value modelResult;
        try
        {
            modelResult = machine.Call(method, modelReceiver, modelArguments);
            if (machine.Unknowns.Count > 0 || (!dense && thrown is not null))
                return null;
            if (thrown is not null)
                return $"should throw {thrown.GetType()}";
            var difference = result is null && method is MethodInfo { ReturnType: var returned } && returned == typeof(void) ? null : translation.Difference(result, modelResult, tolerance);
            difference ??= isBuilder || receiver is null ? null : translation.Difference(receiver, modelReceiver, tolerance);
            for (var i = 0; i < arguments.Count; i++)
                difference ??= arguments[i] is Delegate ? null : translation.Difference(Unboxed(arguments[i]), modelArguments[i], tolerance);
            compared = difference is null;
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
    private static bool Agree(Exception? real, string model, List<object?> arguments) =>
        real?.GetType().FullName == model || (real is not null && model == "System.ArgumentOutOfRangeException" && arguments.Any(x => x is < 0));

    private static string Shown<T>(MethodBase method, bool dense, int trial)
        where T : struct, IEquatable<T>, IFormattable
    {
        var inputs = new MathNetInputs<T>(new Random((trial * 7919) + 1), dense);
        var receiver = method.IsStatic || method.IsConstructor ? null : Receiver(method.DeclaringType!, inputs);
        return " " + receiver + string.Join(";", method.GetParameters().Select(p => inputs.Make(p.ParameterType, receiver)));
    }

    private static object? Unboxed(object? argument) => argument is Enum ? Convert.ToInt32(argument) : argument;

    private static (object? Result, Exception? Thrown) Try(MethodBase method, object? receiver, object?[] arguments)
    {
        try
        {
            var result = method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(receiver, arguments);
            if (result is System.Collections.IEnumerable and not (string or Array or Vector<double> or Vector<float>))
                result = ((System.Collections.IEnumerable)result).Cast<object?>().ToList();
            return (result, null);
        }
        catch (TargetInvocationException exception)
        {
            return (null, exception.InnerException is AggregateException many ? many.InnerException : exception.InnerException);
        }
    }

    private static object Receiver<T>(Type type, MathNetInputs<T> inputs)
        where T : struct, IEquatable<T>, IFormattable =>
        typeof(VectorBuilder<T>).IsAssignableFrom(type) ? Vector<T>.Build
        : typeof(MatrixBuilder<T>).IsAssignableFrom(type) ? Matrix<T>.Build
        : type.IsAbstract ? inputs.Make(type.BaseType == typeof(object) ? type : type.BaseType!, null)!
        : inputs.Make(type, null)!;
}

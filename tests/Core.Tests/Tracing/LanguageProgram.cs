using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>A test class whose snippets are the public static parameterless methods of a class named Cases.</summary>
public interface ILanguageProgram
{
    static abstract string Source { get; }
}

/// <summary>Runs every snippet of <typeparamref name="T"/> for real and interprets it; the results must be the same to the bit.</summary>
public abstract class LanguageTests<T>
    where T : ILanguageProgram
{
    private static readonly Lazy<LanguageProgram> Program = new(() => new LanguageProgram(T.Source));

    public static TheoryData<string> Names => [.. Program.Value.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Interpreted_as_run(string name) => LanguageProgram.Show(Program.Value.Interpret(name)).ShouldBe(LanguageProgram.Show(Program.Value.Run(name)));
}

/// <summary>One compilation of snippets: what they return when run, and when interpreted.</summary>
internal sealed class LanguageProgram
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using System.Threading.Tasks;

        """;

    private readonly Dictionary<string, object?> _results;
    private readonly CodeBase _code;

    public LanguageProgram(string source)
    {
        var file = new ProgramFile("Cases.cs", Usings + source);
        Compilation = ProgramRunner.Compile([file]);
        _code = new CodeBase(Compilation, LibraryModels.Create());
        _results = ProgramRunner.Load([file], assembly => assembly.GetType("Cases", throwOnError: true)!
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => method.GetParameters().Length == 0 && !method.IsSpecialName)
            .ToDictionary(method => method.Name, RunReally));
    }

    public CSharpCompilation Compilation { get; }

    public IEnumerable<string> Names => _results.Keys;

    /// <summary>What the snippet returns; its exception where it throws.</summary>
    public object? Run(string name) => _results[name];

    /// <summary>What the interpreter makes of the snippet; its exception where it throws.</summary>
    public object? Interpret(string name)
    {
        var method = Compilation.GetTypeByMetadataName("Cases")!.GetMembers(name).OfType<IMethodSymbol>().Single();
        object? result = null;
        OnDeepStack(() =>
        {
            var interpreter = new Interpreter(_code, new Draw(3, 4, 1), new Fuel(), CancellationToken.None);
            try
            {
                result = Plain(interpreter, interpreter.Call(method, Value.Null));
            }
            catch (InterpretedException thrown)
            {
                result = "throws " + thrown.TypeName;
            }
            catch (TraceStoppedException stopped)
            {
                result = "stops: " + stopped.Message;
            }
        });
        return result;
    }

    /// <summary>Runs on a stack as deep as an analysis has.</summary>
    public static void OnDeepStack(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            64 << 20);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Type and bits, so that 1 is not 1.0 and -0.0 is not 0.0.</summary>
    public static string Show(object? result) => result switch
    {
        null => "null",
        double number => "double " + Bits(BitConverter.DoubleToInt64Bits(number), double.IsNaN(number), number),
        float number => "float " + Bits(BitConverter.SingleToInt32Bits(number), float.IsNaN(number), number),
        decimal number => "decimal " + ((double)number).ToString("G12"),
        string text => text,
        bool or char => result.GetType().Name + " " + result,
        Enum value => Show(Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()))),
        ITuple tuple => "(" + string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Show(tuple[i]))) + ")",
        Array { Rank: > 1 } grid => string.Join("x", Enumerable.Range(0, grid.Rank).Select(grid.GetLength)) + Show(grid.Cast<object?>().ToList()),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Show)) + "]",
        _ => result.GetType().Name + " " + result,
    };

    private static string Bits(long bits, bool isNaN, double number) => isNaN ? "NaN" : $"{number:R} ({bits:x})";

    private static object? RunReally(MethodInfo method)
    {
        try
        {
            var result = method.Invoke(null, null);
            return result is Task task ? task.GetType().GetProperty("Result")!.GetValue(task) : Copy(result);
        }
        catch (TargetInvocationException thrown)
        {
            return "throws " + thrown.InnerException!.GetType().FullName;
        }
    }

    // Results must not keep the assembly loaded, nor run its code later.
    private static object? Copy(object? result) => result is IEnumerable items and not (string or Array) ? items.Cast<object?>().ToList() : result;

    private static object? Plain(Interpreter interpreter, Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Boolean => value.AsBoolean,
        ValueKind.Char => (char)value.AsInteger,
        ValueKind.SByte => (sbyte)value.AsInteger,
        ValueKind.Byte => (byte)value.AsInteger,
        ValueKind.Int16 => (short)value.AsInteger,
        ValueKind.UInt16 => (ushort)value.AsInteger,
        ValueKind.Int32 => (int)value.AsInteger,
        ValueKind.UInt32 => (uint)value.AsInteger,
        ValueKind.Int64 => value.AsInteger,
        ValueKind.UInt64 => unchecked((ulong)value.AsInteger),
        ValueKind.NativeInt => (nint)value.AsInteger,
        ValueKind.NativeUInt => unchecked((nuint)(ulong)value.AsInteger),
        ValueKind.Single => (float)value.AsTraced.Value,
        ValueKind.Double => value.AsTraced.Value,
        ValueKind.Decimal => (decimal)value.AsTraced.Value,
        _ => value.AsObject switch
        {
            string text => text,
            TupleObject tuple => Tuple(tuple.Items.Select(item => Plain(interpreter, item)).ToArray()),
            TaskObject task => Plain(interpreter, task.Result),
            ArrayObject { Rank: > 1 } grid => Grid(interpreter, grid),
            _ => interpreter.Enumerate(value).Select(item => Plain(interpreter, item)).ToList(),
        },
    };

    private static ITuple Tuple(object?[] items) => items.Length switch
    {
        2 => (items[0], items[1]),
        3 => (items[0], items[1], items[2]),
        4 => (items[0], items[1], items[2], items[3]),
        5 => (items[0], items[1], items[2], items[3], items[4]),
        _ => (ITuple)(items[0], items[1], items[2], items[3], items[4], items[5]),
    };

    private static Array Grid(Interpreter interpreter, ArrayObject grid)
    {
        var array = Array.CreateInstance(typeof(object), grid.Lengths);
        for (var i = 0; i < grid.Length; i++)
            array.SetValue(Plain(interpreter, grid.Cells[i]), [.. grid.IndicesOf(i)]);
        return array;
    }
}

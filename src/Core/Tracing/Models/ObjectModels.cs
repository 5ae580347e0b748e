using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Object, exceptions, tuples, Nullable, comparers and guards.</summary>
internal static class ObjectModels
{
    public static void Register(ModelTable table)
    {
        AddObject(table);
        AddExceptions(table);
        AddTuples(table);
        AddComparers(table);

        table.Type("System.Nullable`1")
            .Add(".ctor", static call => call[0])
            .Add("get_HasValue", static call => Value.Of(!call.Receiver.IsNull))
            .Add("get_Value", static call => !call.Receiver.IsNull ? call.Receiver : throw call.Throw("InvalidOperationException", "Nullable object must have a value."))
            .Add("GetValueOrDefault", static call => !call.Receiver.IsNull ? call.Receiver : call.Count > 0 ? call[0] : call.Machine.DefaultOf(call.Method.ContainingType.TypeArguments[0]))
            .Add("ToString", static call => Value.Of(TextModels.Format(call.Receiver)))
            .Add("Equals", static call => Value.Of(call.Machine.AreEqual(call.Receiver, call[0])))
            .Add("GetHashCode", static call => Value.Of(call.Receiver.IsNull ? 0 : call.Machine.EqualityComparer.GetHashCode(call.Receiver)));
    }

    private static void AddObject(ModelTable table)
    {
        table.Type("System.Object")
            .Add(".ctor", static call => call.ToPlain())
            .Add("Equals", static call => Value.Of(call.Method.IsStatic ? call.Machine.AreEqual(call[0], call[1]) : call.Machine.AreEqual(call.Receiver, call[0])))
            .Add("ReferenceEquals", static call => Value.Of(call[0].AsObject is null ? call[0].IsNull && call[1].IsNull : ReferenceEquals(call[0].AsObject, call[1].AsObject)))
            .Add("GetHashCode", static call => Value.Of(call.Machine.EqualityComparer.GetHashCode(call.Receiver)))
            .Add("ToString", static call => Value.Of(call.Receiver.AsObject is HeapObject { Type: { } type } and not (TextObject or ExceptionObject) ? type.ToDisplayString() : TextModels.Format(call.Receiver)))
            .Add("GetType", GetType)
            .Ignore("Finalize");
        table.Type("System.ValueType")
            .Add("Equals", static call => Value.Of(call.Machine.AreEqual(call.Receiver, call[0])))
            .Add("GetHashCode", static call => Value.Of(call.Machine.EqualityComparer.GetHashCode(call.Receiver)));
        table.Type("System.Enum").Add("ToString", static call => Value.Of(call.Receiver.ToString())).Add("HasFlag", static call => Value.Of((call.Receiver.AsInteger & call[0].AsInteger) == call[0].AsInteger));
        table.Type("System.Type")
            .Add("op_Equality", static call => Value.Of(SameType(call[0], call[1])))
            .Add("op_Inequality", static call => Value.Of(!SameType(call[0], call[1])))
            .Add("Equals", static call => Value.Of(SameType(call.Receiver, call[0])))
            .Add(["get_FullName", "ToString"], static call => Value.Of(call.Receiver.As<TypeObject>().Represented is { ContainingNamespace: { } space } type
                ? space.ToDisplayString() + "." + type.MetadataName
                : call.Receiver.ToString()));
        table.Type("System.Reflection.MemberInfo").Add("get_Name", static call => Value.Of(call.Receiver.As<TypeObject>().Represented.MetadataName));
        table.Type("System.HashCode").Add("Combine", static call => Value.Of(call.Arguments.Aggregate(17, (hash, item) => unchecked((hash * 31) + (item.IsNull ? 0 : call.Machine.EqualityComparer.GetHashCode(item))))));
        table.Type("System.Runtime.CompilerServices.RuntimeHelpers")
            .Add("GetHashCode", static call => Value.Of(call.Machine.EqualityComparer.GetHashCode(call[0])))
            .Add("GetSubArray", static call =>
            {
                var array = call[0].As<ArrayObject>();
                var (start, length) = IndexModels.Span(call[1], array.Length);
                return length >= 0 ? call.ToArray(Calls.Window(array.Cells, start, length), array.ElementType) : throw call.OutOfRange("The range");
            });

        static bool SameType(Value x, Value y) =>
            x.AsObject is TypeObject a && y.AsObject is TypeObject b ? SymbolEqualityComparer.Default.Equals(a.Represented, b.Represented) : x.IsNull && y.IsNull;
    }

    private static Value GetType(ModelCall call)
    {
        var compilation = call.Machine.Compilation;
        var type = call.Receiver.AsObject is HeapObject held ? held.Type
            : call.Receiver.AsString is not null ? compilation.GetSpecialType(SpecialType.System_String)
            : call.Receiver.Kind switch
            {
                ValueKind.Boolean => compilation.GetSpecialType(SpecialType.System_Boolean),
                ValueKind.Char => compilation.GetSpecialType(SpecialType.System_Char),
                ValueKind.Int32 => compilation.GetSpecialType(SpecialType.System_Int32),
                ValueKind.Int64 => compilation.GetSpecialType(SpecialType.System_Int64),
                ValueKind.Single => compilation.GetSpecialType(SpecialType.System_Single),
                ValueKind.Double => compilation.GetSpecialType(SpecialType.System_Double),
                _ => null,
            };
        return type is not null ? Value.Of(new TypeObject(type)) : throw call.Unsupported();
    }

    private static void AddExceptions(ModelTable table)
    {
        string[] names =
        [
            "Exception", "SystemException", "ApplicationException", "ArgumentException", "ArgumentNullException", "ArgumentOutOfRangeException",
            "ArithmeticException", "DivideByZeroException", "OverflowException", "NotFiniteNumberException", "FormatException",
            "IndexOutOfRangeException", "InvalidCastException", "InvalidOperationException", "NotImplementedException", "NotSupportedException",
            "NullReferenceException", "ObjectDisposedException", "OperationCanceledException", "OutOfMemoryException", "PlatformNotSupportedException",
            "RankException", "StackOverflowException", "TimeoutException", "AggregateException", "ArrayTypeMismatchException", "UnauthorizedAccessException",
            "Collections.Generic.KeyNotFoundException", "IO.IOException", "IO.FileNotFoundException", "IO.InvalidDataException", "IO.EndOfStreamException",
            "Diagnostics.UnreachableException", "Threading.Tasks.TaskCanceledException", "Runtime.CompilerServices.SwitchExpressionException",
        ];
        foreach (var name in names)
        {
            table.Type("System." + name)
                .Add(".ctor", static call => Value.Of(new ExceptionObject(call.ResultType(), Message(call), call.Named("innerException").IsNull ? call.Named("inner") : call.Named("innerException"))))
                .Add("get_Message", static call => Value.Of((call.Receiver.AsObject as ExceptionObject)?.Message ?? ""))
                .Add("get_InnerException", static call => (call.Receiver.AsObject as ExceptionObject)?.Inner ?? Value.Null)
                .Add("GetType", GetType)
                .Add("get_StackTrace", static _ => Value.Of(""))
                .Add("ToString", static call => Value.Of(call.Receiver.ToString()));
        }

        table.Type("System.ArgumentNullException").Add("ThrowIfNull", static call => call[0].IsNull ? throw call.Throw("ArgumentNullException", "Value cannot be null.") : Value.Void);
        table.Type("System.ArgumentException")
            .Add("ThrowIfNullOrEmpty", static call => call[0].IsNull ? throw call.Throw("ArgumentNullException", "Value cannot be null.")
                : call[0].AsString is "" ? throw call.Throw("ArgumentException", "The value cannot be an empty string.") : Value.Void)
            .Add("ThrowIfNullOrWhiteSpace", static call => call[0].IsNull ? throw call.Throw("ArgumentNullException", "Value cannot be null.")
                : string.IsNullOrWhiteSpace(call[0].AsString) ? throw call.Throw("ArgumentException", "The value cannot be an empty string.") : Value.Void);
        table.Type("System.ObjectDisposedException").Add("ThrowIf", static call => call.Bool(0) ? throw call.Throw("ObjectDisposedException", "Cannot access a disposed object.") : Value.Void);
        table.Type("System.ArgumentOutOfRangeException")
            .Add("ThrowIfNegative", static call => Guard(call, Order(call, Zero(call)) < 0))
            .Add("ThrowIfNegativeOrZero", static call => Guard(call, Order(call, Zero(call)) <= 0))
            .Add("ThrowIfZero", static call => Guard(call, Order(call, Zero(call)) == 0))
            .Add("ThrowIfLessThan", static call => Guard(call, Order(call, call[1]) < 0))
            .Add("ThrowIfLessThanOrEqual", static call => Guard(call, Order(call, call[1]) <= 0))
            .Add("ThrowIfGreaterThan", static call => Guard(call, Order(call, call[1]) > 0))
            .Add("ThrowIfGreaterThanOrEqual", static call => Guard(call, Order(call, call[1]) >= 0))
            .Add("ThrowIfEqual", static call => Guard(call, call.Machine.AreEqual(call[0], call[1])))
            .Add("ThrowIfNotEqual", static call => Guard(call, !call.Machine.AreEqual(call[0], call[1])));

        static int Order(ModelCall call, Value bound) => call.Machine.Compare(call[0], bound);

        static Value Zero(ModelCall call) => Numbers.Zero(call[0].Kind);

        static Value Guard(ModelCall call, bool wrong) => wrong ? throw call.OutOfRange("The argument") : Value.Void;
    }

    private static string Message(ModelCall call)
    {
        var message = call.Named("message").AsString ?? (call.Has("paramName") ? "Wrong argument." : "");
        return call.Named("paramName").AsString is { } parameter ? message + " (Parameter '" + parameter + "')" : message;
    }

    private static void AddTuples(ModelTable table)
    {
        table.Type("System.Tuple").Add("Create", static call => call.ToTuple(call.Arguments));
        table.Type("System.ValueTuple").Add("Create", static call => call.ToTuple(call.Arguments));
        table.Type("System.TupleExtensions")
            .Add(["ToTuple", "ToValueTuple"], static call => call.ToTuple(call[0].As<TupleObject>().Items))
            .Add("Deconstruct", static call =>
            {
                var items = call[0].As<TupleObject>().Items;
                for (var i = 1; i < call.Count; i++)
                    call.Out(i).Store(items[i - 1]);
                return Value.Void;
            });
        for (var arity = 1; arity <= 7; arity++)
        {
            string[] names = ["System.Tuple`" + arity, "System.ValueTuple`" + arity];
            foreach (var name in names)
            {
                var type = table.Type(name)
                    .Add(".ctor", static call => call.ToTuple(call.Arguments))
                    .Add("Equals", static call => Value.Of(call.Machine.AreEqual(call.Receiver, call[0])))
                    .Add("CompareTo", static call => Value.Of(call.Machine.Compare(call.Receiver, call[0])))
                    .Add("GetHashCode", static call => Value.Of(call.Machine.EqualityComparer.GetHashCode(call.Receiver)))
                    .Add("ToString", static call => Value.Of("(" + string.Join(", ", call.Receiver.As<TupleObject>().Items.Select(item => TextModels.Format(item))) + ")"))
                    .Add("get_Item", static call => call.Receiver.As<TupleObject>().Items[call.Int(0)]);
                for (var i = 0; i < arity; i++)
                {
                    var position = i;
                    type.Add("get_Item" + (i + 1), call => call.Receiver.As<TupleObject>().Items[position]);
                }
            }
        }
    }

    private static void AddComparers(ModelTable table)
    {
        const string generic = "System.Collections.Generic.";
        string[] comparers = [generic + "Comparer`1", generic + "EqualityComparer`1", generic + "IComparer`1", generic + "IEqualityComparer`1", "System.StringComparer", generic + "ReferenceEqualityComparer"];
        foreach (var name in comparers)
        {
            table.Type(name)
                .Add(["get_Default", "get_Ordinal", "get_InvariantCulture", "get_CurrentCulture"], static call => Value.Of(new ComparerObject(call.Method.ContainingType, null)))
                .Add(["get_OrdinalIgnoreCase", "get_InvariantCultureIgnoreCase", "get_CurrentCultureIgnoreCase"], static call => Value.Of(new ComparerObject(call.Method.ContainingType,
                    static (x, y) => System.StringComparer.OrdinalIgnoreCase.Compare(x.AsString, y.AsString))))
                .Add("Create", static call => Value.Of(new ComparerObject(call.Method.ContainingType, call.Method.ContainingType.Name == "Comparer"
                    ? (x, y) => call.Call(call[0], x, y).AsInt32
                    : (x, y) => call.Call(call[0], x, y).AsBoolean ? 0 : 1)))
                .Add("Compare", static call => Value.Of(call.Order(call.Receiver)(call[0], call[1])))
                .Add("Equals", static call => Value.Of(call.Equality(call.Receiver).Equals(call[0], call[1])))
                .Add("GetHashCode", static call => Value.Of(call.Equality(call.Receiver).GetHashCode(call[0])));
        }
    }
}

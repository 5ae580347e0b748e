using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Static fields of library types that are not constants of the language.</summary>
public static class FieldModels
{
    /// <summary>The value of such a field; null where it is not known.</summary>
    public static Value? Find(IMachine machine, IFieldSymbol field)
    {
        var type = field.ContainingType;
        return (type.Name, field.Name) switch
        {
            ("String", "Empty") => Value.Of(""),
            ("Boolean", "TrueString") => Value.Of("True"),
            ("Boolean", "FalseString") => Value.Of("False"),
            ("BitConverter", "IsLittleEndian") => Value.True,
            ("Stopwatch", "Frequency") => Value.Of(10_000_000L),
            ("Stopwatch", "IsHighResolution") => Value.True,
            ("IntPtr", "Zero") => Numbers.Zero(ValueKind.NativeInt),
            ("UIntPtr", "Zero") => Numbers.Zero(ValueKind.NativeUInt),
            ("Type", "EmptyTypes") => Value.Of(new ArrayObject(field.Type, Sequences.ElementType(field.Type), [0], [])),
            ("ImmutableArray" or "ImmutableList", "Empty") => Value.Of(new ListObject(type, [])),
            ("ImmutableDictionary", "Empty") => Value.Of(new DictionaryObject(type, machine.EqualityComparer)),
            ("Decimal", "Zero") => Numbers.Zero(ValueKind.Decimal),
            ("Decimal", "One") => Numbers.Constant(ValueKind.Decimal, 1),
            ("TimeSpan" or "DateTime" or "DateTimeOffset" or "TextWriter" or "StreamWriter" or "TextReader" or "EventArgs", _) => Value.Of(new PlainObject(type, type.Name)),
            _ => null,
        };
    }
}

namespace RnnLint.Tracing;

/// <summary>Value semantics of structs and tuples.</summary>
public static class ValueCopy
{
    /// <summary>The value to put into a variable: a copy for structs and tuples, the same for everything else.</summary>
    public static Value CopyOnStore(this Value value)
    {
        if (value.AsObject is not HeapObject held)
            return value;
        var copy = held.CopyOnStore();
        return ReferenceEquals(copy, held) ? value : Value.Of(copy);
    }
}

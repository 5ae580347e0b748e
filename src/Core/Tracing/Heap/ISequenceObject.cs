using System.Collections.Generic;

namespace RnnLint.Tracing;

/// <summary>An object that enumerates by itself, without a model of its own for every way to do so: <c>IMachine.Enumerate</c> yields its items.</summary>
public interface ISequenceObject
{
    IEnumerable<Value> Items();
}

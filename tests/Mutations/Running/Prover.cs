using System.Collections.Concurrent;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Running;

/// <summary>Proves programs right or wrong by running them, each thread in a sandbox of its own.</summary>
public sealed class Prover : IDisposable
{
    private static readonly int[] Seeds = [1, 2, 3];

    private readonly ThreadLocal<Sandbox> _sandboxes = new(() => new Sandbox(), trackAllValues: true);

    private readonly ConcurrentDictionary<string, RunAnswer> _originals = new();

    /// <param name="origin">What <paramref name="subject"/> was made of; null where it was made of nothing.</param>
    public Proof Prove(Subject subject, Subject? origin = null)
    {
        if (Image(subject) is not { } image)
            return Proof.NoProgram;
        var answer = Run(image, symmetric: false);
        var proof = Judge(answer, subject);
        if (proof != Proof.Wrong)
            return proof;
        if (origin is not null && _originals.GetOrAdd(origin.Name, _ => Run(Image(origin)!, symmetric: false)).Gradients == answer.Gradients)
            return Proof.OtherLoss;
        return subject.CanMirror && Judge(Run(image, symmetric: true), subject) == Proof.Right ? Proof.Transposed : Proof.Wrong;
    }

    public void Dispose()
    {
        foreach (var sandbox in _sandboxes.Values)
            sandbox.Dispose();
        _sandboxes.Dispose();
    }

    private RunAnswer Run(byte[] image, bool symmetric) => _sandboxes.Value!.Run(new RunRequest(image, Seeds, symmetric));

    private static byte[]? Image(Subject subject)
    {
        try
        {
            return ProgramRunner.Image(subject.Files.Concat(subject.Harness));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Proof Judge(RunAnswer answer, Subject subject)
    {
        if (answer.Errors is not { } errors || errors.Any(e => !double.IsFinite(e)))
            return Proof.NoAnswer;
        var (right, wrong) = subject.SinglePrecision ? (1e-2, 3e-2) : (1e-6, 1e-3);
        return errors.Max() < right ? Proof.Right : errors.Min() > wrong ? Proof.Wrong : Proof.Undecided;
    }
}

using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Workspaces;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>The present state of the code. Safe for concurrent use.</summary>
internal sealed class Analyses(OpenDocuments documents, Workspace workspace) : IDisposable
{
    private readonly object _gate = new(), _making = new();
    private readonly ProbedTypes _known = new();
    private CodeState? _current;
    private long _changes;
    private Task _noticed = Task.CompletedTask;

    /// <summary>Made when it is first asked for after a change.</summary>
    public CodeState Current
    {
        get
        {
            // One is made at a time, and whoever tells of a change need not wait for it.
            lock (_making)
            {
                while (true)
                {
                    long changes;
                    lock (_gate)
                    {
                        if (_current is not null)
                            return _current;
                        changes = _changes;
                    }

                    var open = documents.Current;
                    var made = new CodeState(open, workspace.Units(open), _known);
                    lock (_gate)
                    {
                        if (changes == _changes)
                            return _current = made;
                    }

                    made.Dispose();
                }
            }
        }
    }

    /// <summary>The same, for those that must not wait for it to be made: with all that was told of before they asked.</summary>
    public async Task<CodeState> CurrentAsync()
    {
        await Volatile.Read(ref _noticed).ConfigureAwait(false);
        return await Task.Run(() => Current).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes in what takes long to take in, after what came before it. To be called by one message after the other, for what is asked after it is to be
    /// answered with it.
    /// </summary>
    /// <param name="change">Throws nothing, and tells of the change by <see cref="Renew"/>.</param>
    public void TakeIn(Action change) => Volatile.Write(ref _noticed, _noticed.ContinueWith(_ => change(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));

    /// <summary>The code has become another: what is under way for the state before is given up.</summary>
    public void Renew()
    {
        CodeState? before;
        lock (_gate)
        {
            (before, _current) = (_current, null);
            _changes++;
        }

        before?.Dispose();
    }

    public void Dispose()
    {
        Renew();
        _known.Dispose();
    }
}

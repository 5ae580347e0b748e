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

    /// <summary>The same, for those that must not wait for it to be made.</summary>
    public Task<CodeState> CurrentAsync() => Task.Run(() => Current);

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

using System.Diagnostics.Metrics;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Corpus.Damage;

/// <summary>
/// What this process found damaged since it began, for the health checks, the metrics and <c>rag doctor</c>. The same thing is counted once
/// until it is repaired: a reader that comes back to it every second must not look like a dying disk.
/// </summary>
/// <param name="time">The clock of the findings.</param>
public sealed class DamageLedger(TimeProvider time)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "RagCluster.Damage";

    // What a person can read; beyond, only the count goes on.
    private const int FindingsMax = 1_000;
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Damage = MetricList.ShardDamage.Counter(Meter);
    private static readonly Counter<long> Failures = MetricList.ChecksumFailures.Counter(Meter);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string What), DamageFinding> _findings = [];
    private readonly Dictionary<(string Kind, string What), DamagedSubject> _subjects = [];
    private readonly HashSet<(CollectionId Collection, DocumentId Document)> _remaking = [];

    // Every kind is there from the start, at zero: an alert can't see a series grow that begins with its first damage.
    private readonly Dictionary<string, long> _uncounted = DamageKinds.All.ToDictionary(kind => kind, _ => 0L, StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private long _count;
    private TaskCompletionSource? _remakingBegins;

    /// <summary>Raised after each finding that is new, outside any lock.</summary>
    public event Action<DamageFinding>? Found;

    /// <summary>Raised while everything is read or made anew, often, for whoever waits for it: how far it has come.</summary>
    public event Action<string>? Progressed;

    /// <summary>Damages found since the process began.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Whether everything that was found damaged is as it was, or made again.</summary>
    public bool IsWhole
    {
        get
        {
            lock (_gate)
                return _faults.Count == 0 && _remaking.Count == 0 && _findings.Values.All(finding => finding.IsRepaired);
        }
    }

    /// <summary>The findings, the latest last.</summary>
    public IReadOnlyList<DamageFinding> Findings
    {
        get
        {
            lock (_gate)
                return [.. _findings.Values.OrderBy(finding => finding.FoundAt)];
        }
    }

    /// <summary>Documents that are indexed again because something of them was damaged, until <see cref="Remade"/>.</summary>
    public IReadOnlyList<(CollectionId Collection, DocumentId Document)> Remaking
    {
        get
        {
            lock (_gate)
                return [.. _remaking];
        }
    }

    /// <summary>What can't be read at all now, with the reason.</summary>
    public IReadOnlyList<(string What, string Reason)> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults.Select(fault => (fault.Key, fault.Value))];
        }
    }

    /// <summary>What the log should say of the checks, and is no damage.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    /// <summary>Has the log say something of the checks that is no damage; before anybody listens.</summary>
    public void Note(string note)
    {
        lock (_gate)
            _notes.Add(note);
    }

    /// <summary>Says how far the reading of everything has come.</summary>
    public void Advance(string step) => Progressed?.Invoke(step);

    /// <summary>Notes that something can't be read, until <see cref="ClearFault"/>.</summary>
    /// <returns>Whether that is news: another reason than before, or none before.</returns>
    public bool SetFault(string what, string reason)
    {
        lock (_gate)
        {
            bool isNews = !_faults.TryGetValue(what, out string? last) || last != reason;
            _faults[what] = reason;
            return isNews;
        }
    }

    /// <summary>Notes that something can be read again.</summary>
    public void ClearFault(string what)
    {
        lock (_gate)
            _faults.Remove(what);
    }

    /// <summary>One sentence for each thing that can't be read and each damage, what nobody has repaired first.</summary>
    public string[] Describe() =>
        [
            .. Faults.Select(fault => $"{fault.What}: {fault.Reason}"),
            .. Findings.OrderBy(finding => finding.IsRepaired).Select(finding => $"{finding.What}: {finding.Outcome}"),
        ];

    /// <summary>Notes that a document is indexed again.</summary>
    public void Remake(CollectionId collection, DocumentId document)
    {
        lock (_gate)
        {
            _remaking.Add((collection, document));
            _remakingBegins?.TrySetResult();
            _remakingBegins = null;
        }
    }

    /// <summary>Waits until a document is to be indexed again.</summary>
    public Task WaitForRemakingAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_remaking.Count > 0)
                return Task.CompletedTask;
            _remakingBegins ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _remakingBegins.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Notes that a document was indexed again, or that this failed.</summary>
    public void Remade(CollectionId collection, DocumentId document)
    {
        lock (_gate)
            _remaking.Remove((collection, document));
    }

    /// <summary>
    /// Notes that everything was read after the pages of the database were in doubt: what is still damaged has a name of its own by now.
    /// </summary>
    public void Settle() => Heal((finding, _) => finding.Kind == DamageKinds.Database, "Everything that is stored was read afterwards.");

    /// <summary>Notes that what was damaged of a document is whole again, because it was sent again, indexed again or deleted.</summary>
    /// <param name="collection">Its collection.</param>
    /// <param name="document">The document; null for all of the collection.</param>
    /// <param name="kinds">What of it, of <see cref="DamageKinds"/>.</param>
    public void Heal(CollectionId collection, DocumentId? document, params IEnumerable<string> kinds) =>
        Heal(
            (finding, subject) =>
                subject?.Collection == collection && (document is null || subject.Document == document) && kinds.Contains(finding.Kind),
            "It is whole again, or gone."
        );

    /// <summary>Notes a damage.</summary>
    /// <param name="kind">One of <see cref="DamageKinds"/>.</param>
    /// <param name="what">Names it, for people.</param>
    /// <param name="isRepaired">Whether it is as it was, or is made again without anybody's help.</param>
    /// <param name="outcome">What was done, or what is to be done.</param>
    /// <param name="subject">The collection or document that it is of, so that
    /// <see cref="Heal(CollectionId, DocumentId?, IEnumerable{string})"/> finds it.</param>
    public void Report(string kind, string what, bool isRepaired, string outcome, DamagedSubject? subject = null)
    {
        DamageFinding finding = new(kind, what, isRepaired, outcome, time.GetUtcNow());
        lock (_gate)
        {
            bool isKnown = _findings.TryGetValue((kind, what), out DamageFinding? last) && !last.IsRepaired;
            if (last is not null || _findings.Count < FindingsMax)
            {
                _findings[(kind, what)] = finding;
                if (subject is not null)
                    _subjects[(kind, what)] = subject;
            }

            if (isKnown && !isRepaired)
                return;
            if (!isKnown)
            {
                _count++;
                _uncounted[kind] = _uncounted.GetValueOrDefault(kind) + 1;
            }
        }

        CountStored();
        Found?.Invoke(finding);
    }

    private void Heal(Func<DamageFinding, DamagedSubject?, bool> isHealed, string outcome)
    {
        lock (_gate)
        {
            foreach (
                ((string Kind, string What) key, DamageFinding finding) in _findings.Where(finding => !finding.Value.IsRepaired).ToArray()
            )
            {
                if (isHealed(finding, _subjects.GetValueOrDefault(key)))
                    _findings[key] = finding with { IsRepaired = true, Outcome = outcome };
            }
        }
    }

    /// <summary>Counts for the metrics what was found before anybody listened to them, as while the store was being opened.</summary>
    public void CountStored()
    {
        if (!Damage.Enabled)
            return;
        lock (_gate)
        {
            foreach ((string kind, long count) in _uncounted)
            {
                Damage.Add(count, new KeyValuePair<string, object?>("kind", kind));
                Failures.Add(count);
            }

            _uncounted.Clear();
        }
    }
}

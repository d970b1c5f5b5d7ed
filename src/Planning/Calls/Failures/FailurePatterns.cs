namespace RagCluster.Planning.Calls.Failures;

/// <summary>
/// Groups failures by fingerprint, so that what fails again and again is seen as one thing, and so that the fault of a dependency is told
/// from that of what it was used for. Safe for concurrent use; its size is bounded.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class FailurePatterns(TimeProvider time)
{
    /// <summary>So many different subjects in a row blame the dependency.</summary>
    public const int OutageSubjects = 3;

    /// <summary>So many failures in a row make a pattern that repeats.</summary>
    public const int Repeated = 3;

    /// <summary>Subjects are counted up to this number.</summary>
    public const int SubjectsMax = 16;

    private const int PatternsMax = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<FailureFingerprint, Entry> _entries = [];

    /// <summary>The longest time for which a dependency is blamed.</summary>
    public static TimeSpan OutageMax { get; } = TimeSpan.FromHours(1);

    /// <summary>A pattern that has not come for this long is forgotten.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(2);

    /// <summary>Notes a failure.</summary>
    /// <param name="fingerprint">What it has in common with others.</param>
    /// <param name="subject">What the dependency was used for, for example a document's id.</param>
    /// <param name="message">What it said.</param>
    /// <returns>Its pattern, this failure included.</returns>
    public FailurePattern Record(FailureFingerprint fingerprint, string subject, string message)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_entries.TryGetValue(fingerprint, out Entry? entry))
            {
                MakeRoom(now);
                entry = new Entry(now);
                _entries.Add(fingerprint, entry);
            }

            entry.Add(subject, message, now);
            return entry.Describe(fingerprint);
        }
    }

    /// <summary>Notes that a dependency did what it should: no pattern of it is a row any more.</summary>
    /// <param name="dependency">The dependency.</param>
    public void Succeed(string dependency)
    {
        lock (_gate)
        {
            foreach ((FailureFingerprint fingerprint, Entry entry) in _entries)
            {
                if (fingerprint.Dependency == dependency)
                    entry.EndStreak();
            }
        }
    }

    /// <summary>The patterns that are not forgotten, the most frequent first.</summary>
    public IReadOnlyList<FailurePattern> Recent()
    {
        DateTimeOffset since = time.GetUtcNow() - Retention;
        lock (_gate)
        {
            return
            [
                .. _entries
                    .Where(pair => pair.Value.LastAt >= since)
                    .Select(pair => pair.Value.Describe(pair.Key))
                    .OrderByDescending(pattern => pattern.Count)
                    .ThenByDescending(pattern => pattern.LastAt),
            ];
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (FailureFingerprint old in _entries.Where(pair => now - pair.Value.LastAt > Retention).Select(pair => pair.Key).ToArray())
            _entries.Remove(old);
        if (_entries.Count >= PatternsMax)
            _entries.Remove(_entries.MinBy(pair => pair.Value.LastAt).Key);
    }

    private sealed class Entry(DateTimeOffset first)
    {
        private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
        private string _message = "";
        private long _count;
        private long _streak;
        private DateTimeOffset _streakBegan;

        public DateTimeOffset LastAt { get; private set; }

        public void Add(string subject, string message, DateTimeOffset now)
        {
            if (_streak == 0)
                _streakBegan = now;
            _count++;
            _streak++;
            _message = message;
            LastAt = now;
            if (_subjects.Count < SubjectsMax)
                _subjects.Add(subject);
        }

        public void EndStreak()
        {
            _streak = 0;
            _subjects.Clear();
        }

        public FailurePattern Describe(FailureFingerprint fingerprint) =>
            new(fingerprint, _message, _count, first, LastAt, _subjects.Count, _streak, _streakBegan);
    }
}

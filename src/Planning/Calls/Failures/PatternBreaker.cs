namespace RagCluster.Planning.Calls.Failures;

/// <summary>
/// Leaves a dependency alone for a while once its failures repeat: the same cause several times in a row says as much as many different
/// ones, so this opens sooner than a breaker that counts shares. After the pause one call tries, and its outcome decides for the others.
/// While trials don't succeed each pause is twice the one before, up to a bound. Safe for concurrent use.
/// </summary>
public sealed class PatternBreaker
{
    private readonly FailurePatterns _patterns;
    private readonly string _dependency;
    private readonly TimeSpan _pause;
    private readonly TimeSpan _pauseMax;
    private readonly TimeProvider _time;
    private readonly int _failures;
    private readonly Lock _gate = new();
    private DateTimeOffset? _openUntil;
    private TimeSpan _rest;
    private long _openedCount;

    /// <summary>Creates a closed breaker.</summary>
    /// <param name="patterns">Groups the failures.</param>
    /// <param name="dependency">The dependency, as the patterns know it.</param>
    /// <param name="pause">How long it is left alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failures">So many failures alike in a row open it.</param>
    /// <param name="pauseMax">The longest pause; null where all are alike.</param>
    public PatternBreaker(
        FailurePatterns patterns,
        string dependency,
        TimeSpan pause,
        TimeProvider time,
        int failures = FailurePatterns.Repeated,
        TimeSpan? pauseMax = null
    )
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pause, TimeSpan.Zero);
        _patterns = patterns;
        _dependency = dependency;
        _pause = _rest = pause;
        _pauseMax = pauseMax > pause ? pauseMax.Value : pause;
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        _time = time;
        _failures = failures;
    }

    /// <summary>Whether it is open: calls are refused, but for one that tries after the pause.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _openUntil is not null;
            }
        }
    }

    /// <summary>How often it opened.</summary>
    public long OpenedCount => Interlocked.Read(ref _openedCount);

    /// <summary>How long it refuses every call; null when the next may try.</summary>
    public TimeSpan? RestsFor
    {
        get
        {
            lock (_gate)
            {
                return _openUntil - _time.GetUtcNow() is { } rest && rest > TimeSpan.Zero ? rest : null;
            }
        }
    }

    /// <summary>Asks for leave to call the dependency.</summary>
    /// <returns>Whether to call it. <see cref="Succeed"/> or <see cref="Fail"/> is to follow; where neither does, another may try after a
    /// further pause.</returns>
    public bool TryBegin() => TryBegin(out _);

    /// <summary>Asks for leave to call the dependency.</summary>
    /// <param name="isTrial">Whether the call finds out whether it can be used again.</param>
    /// <returns>As of <see cref="TryBegin()"/>.</returns>
    public bool TryBegin(out bool isTrial)
    {
        isTrial = false;
        lock (_gate)
        {
            if (_openUntil is not { } until)
                return true;
            DateTimeOffset now = _time.GetUtcNow();
            if (now < until)
                return false;
            isTrial = true;
            _rest = _rest * 2 < _pauseMax ? _rest * 2 : _pauseMax;
            _openUntil = now + _rest;
            return true;
        }
    }

    /// <summary>Notes that the dependency did what it should.</summary>
    public void Succeed()
    {
        _patterns.Succeed(_dependency);
        lock (_gate)
        {
            _openUntil = null;
            _rest = _pause;
        }
    }

    /// <summary>Notes a failure.</summary>
    /// <param name="error">What it said.</param>
    /// <param name="subject">What it was used for.</param>
    /// <returns>Its pattern, and whether this failure opened the breaker.</returns>
    public (FailurePattern Pattern, bool Opened) Fail(Exception error, string subject)
    {
        ArgumentNullException.ThrowIfNull(error);
        FailurePattern pattern = _patterns.Record(FailureFingerprint.Of(_dependency, error), subject, error.Message);
        lock (_gate)
        {
            bool wasOpen = _openUntil is not null;
            // However a trial fails, it did.
            if (!wasOpen && pattern.StreakCount < _failures)
                return (pattern, false);
            _openUntil = _time.GetUtcNow() + _rest;
            if (!wasOpen)
                _openedCount++;
            return (pattern, !wasOpen);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Wire;

/// <summary>
/// Identifiers that occur again and again, kept so that reading one allocates nothing. Limited: what is read comes from outside.
/// </summary>
internal static class SpanCache
{
    private const int CountMax = 10_000;
    private static readonly ConcurrentDictionary<IdSpan, IdSpan> Spans = new(new Comparer());

    private static readonly ConcurrentDictionary<IdSpan, IdSpan>.AlternateLookup<ReadOnlySpan<byte>> Lookup = Spans.GetAlternateLookup<
        ReadOnlySpan<byte>
    >();

    private static int _count;

    public static IdSpan Intern(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            return default;
        if (Lookup.TryGetValue(bytes, out IdSpan known))
            return known;
        IdSpan span = new(bytes.ToArray());
        if (_count >= CountMax || !Spans.TryAdd(span, span))
            return span;
        Interlocked.Increment(ref _count);
        return span;
    }

    private sealed class Comparer : IEqualityComparer<IdSpan>, IAlternateEqualityComparer<ReadOnlySpan<byte>, IdSpan>
    {
        public bool Equals(IdSpan x, IdSpan y) => x.Equals(y);

        public int GetHashCode([DisallowNull] IdSpan obj) => obj.GetHashCode();

        public bool Equals(ReadOnlySpan<byte> alternate, IdSpan other) => alternate.SequenceEqual(other.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)StableHash.ComputeHash(alternate);

        public IdSpan Create(ReadOnlySpan<byte> alternate) => new(alternate.ToArray());
    }
}

using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Tests.Keys;

public sealed class CacheKeyPartsTests
{
    private static readonly string[] Texts = ["", "a", "b", "aa", "ab", "a\0", "\0", "\ud800", "\udc00", "ä", "a,b"];

    [Fact]
    public void DifferentParts_HaveDifferentKeysAndEqualOnesTheSame()
    {
        Dictionary<CacheKey, string> seen = new();
        int equal = 0;
        for (int seed = 0; seed < 100_000; seed++)
        {
            Random random = new(seed);
            (CacheKeyParts parts, string description) = Draw(random);
            CacheKey key = parts.Encode();
            if (seen.TryGetValue(key, out string? other))
                equal++;
            Assert.Equal(other ?? description, description);
            seen[key] = description;
        }

        // As many keys as descriptions: equal parts were never told apart.
        Assert.Equal(seen.Count, seen.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.True(equal > 1_000, $"Only {equal} parts were drawn twice.");
    }

    [Fact]
    public void KeyFromBytes_EqualsTheOriginal()
    {
        CacheKey key = Draw(new Random(1)).Parts.Encode();
        CacheKey copy = new(key.Bytes.Span);
        Assert.Equal(key, copy);
        Assert.Equal((key.GetHashCode(), key.Digest, key.Stable), (copy.GetHashCode(), copy.Digest, copy.Stable));
    }

    [Fact]
    public void Unrestricted_IsNotTheScopeWithoutNames()
    {
        CacheKeyParts parts = Draw(new Random(1)).Parts;
        Assert.NotEqual((parts with { Scope = AccessScope.Unrestricted }).Encode(), (parts with { Scope = AccessScope.Of([]) }).Encode());
    }

    [Fact]
    public void Scopes_AreEqual_ExactlyWhenAllButTheQueryIs()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            Random random = new(seed);
            CacheKeyParts one = Draw(random).Parts;
            CacheKeyParts other = Draw(random).Parts;
            Assert.Equal((one with { Query = other.Query }).Encode().Equals(other.Encode()), one.EncodeScope().Equals(other.EncodeScope()));
            Assert.Equal(one.EncodeScope(), (one with { Query = "another question" }).EncodeScope());
        }
    }

    [Theory]
    [InlineData("  what\tis \r\n it ", "what is it")]
    [InlineData("What is IT?", "What is IT?")]
    [InlineData(" \0 ", "")]
    public void Query_IsNormalised(string query, string expected) => Assert.Equal(expected, QueryText.Normalize(query));

    // The description writes every part in an unambiguous way of its own: as the code points of its strings, sets and maps sorted.
    private static (CacheKeyParts Parts, string Description) Draw(Random random)
    {
        string[] names = Some(random);
        string[] models = Some(random);
        string[] options = [.. Some(random).Distinct(StringComparer.Ordinal)];
        string value = Text(random);
        long[] positions = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.NextInt64(3))];
        CacheKeyParts parts = new()
        {
            Kind = (CachedKind)random.Next(1, 3),
            Tenant = Text(random),
            Scope = random.Next(3) == 0 ? AccessScope.Unrestricted : AccessScope.Of(names),
            Query = Text(random),
            Collection = random.Next(3) == 0 ? null : Text(random),
            Generation = random.Next(2),
            Positions = positions,
            Models = models,
            Options = options.ToDictionary(option => option, _ => value),
        };
        string[] lines =
        [
            $"{parts.Kind}",
            Points(parts.Tenant),
            parts.Scope.IsUnrestricted ? "all" : Set(names.Distinct(StringComparer.Ordinal)),
            Points(parts.Query),
            parts.Collection is null ? "none" : Points(parts.Collection),
            $"{parts.Generation}",
            string.Join('/', positions),
            string.Join('/', models.Select(Points)),
            options.Length == 0 ? "" : Set(options) + "=" + Points(value),
        ];
        return (parts, string.Join('|', lines));
    }

    // Mostly few choices, so that equal parts are drawn at all.
    private static string Text(Random random) => random.Next(3) > 0 ? "a" : Texts[random.Next(Texts.Length)];

    private static string[] Some(Random random) =>
        random.Next(3) > 0 ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text(random))];

    private static string Points(string text) => "(" + string.Join('.', text.Select(unit => (int)unit)) + ")";

    private static string Set(IEnumerable<string> texts) =>
        "{" + string.Join(' ', texts.Select(Points).Order(StringComparer.Ordinal)) + "}";
}

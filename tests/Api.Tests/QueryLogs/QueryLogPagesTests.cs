using RagCluster.Api.QueryLogs;
using RagCluster.Grains.Interfaces.QueryLogs;
using RagCluster.Grains.Tests.Fakes;

namespace RagCluster.Api.Tests.QueryLogs;

/// <summary>The query log is read over the borders of months, each entry once, whatever a page's length.</summary>
public sealed class QueryLogPagesTests
{
    private static readonly QueryLogFilter Any = new(null, null, null);

    // Entries by month, the latest month first; one month is empty, as after an erasure.
    private static readonly Dictionary<string, int> Counts = new()
    {
        ["2026-11"] = 4,
        ["2026-10"] = 0,
        ["2026-09"] = 3,
        ["2025-12"] = 5,
    };

    public static TheoryData<int> Limits => [.. Enumerable.Range(1, 14)];

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task EachEntry_IsReadOnce(int limit)
    {
        List<string> read = [];
        QueryLogPlace? before = null;
        do
        {
            (List<LoggedQueryResponse> entries, QueryLogPlace? next) = await ReadAsync(before, limit);
            Assert.InRange(entries.Count, next is null ? 0 : 1, limit);
            read.AddRange(entries.Select(entry => entry.Id));
            // What a client sends back is the text.
            before = next is null ? null : QueryLogPlace.Parse(next.Value.ToString());
        } while (before is not null);
        Assert.Equal(
            Counts.SelectMany(month => Enumerable.Range(1, month.Value).Reverse().Select(number => $"{month.Key}:{number}")),
            read
        );
    }

    [Fact]
    public async Task PlaceInAMonthThatIsGone_GoesOnWithTheMonthsBefore() =>
        Assert.Equal("2025-12:5", (await ReadAsync(new QueryLogPlace("2026-08", 7), 10)).Entries[0].Id);

    [Theory]
    [InlineData("2026-11:12", true)]
    [InlineData("2026-11:", false)]
    [InlineData("2026-11", false)]
    [InlineData("2026-00:1", false)]
    [InlineData("2026-13:1", false)]
    [InlineData("2026-11:-1", false)]
    [InlineData("2026-11\n:1", false)]
    [InlineData(":1", false)]
    [InlineData("", false)]
    public void Place_IsReadOrIsNone(string text, bool isPlace) => Assert.Equal(isPlace, QueryLogPlace.Parse(text) is not null);

    private static Task<(List<LoggedQueryResponse> Entries, QueryLogPlace? Next)> ReadAsync(QueryLogPlace? before, int limit) =>
        QueryLogPages.ReadAsync(Counts.Keys, Log, Any, before, limit, CancellationToken.None);

    private static IQueryLogGrain Log(string month) =>
        FakeGrain.Create<IQueryLogGrain>(
            (method, arguments) =>
            {
                Assert.Equal(nameof(IQueryLogGrain.ListAsync), method.Name);
                int limit = (int)arguments[2]!;
                Assert.True(limit > 0);
                long[] all = [.. Enumerable.Range(1, Counts[month]).Select(number => (long)number).Reverse()];
                long[] left = [.. all.Where(number => arguments[1] is not long before || number < before)];
                QueryLogEntry[] entries = [.. left.Take(limit).Select(number => new QueryLogEntry(number, Query))];
                return Task.FromResult(new QueryLogPage(entries, left.Length > limit ? entries[^1].Sequence : null));
            }
        );

    private static LoggedQuery Query { get; } = new(DateTimeOffset.UnixEpoch, null, "c", "q", QueryEnding.Found, 1, 1, null, null);
}

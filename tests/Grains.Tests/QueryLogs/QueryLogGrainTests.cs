using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Interfaces.QueryLogs;
using RagCluster.Grains.QueryLogs;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.QueryLogs;

/// <summary>What was asked is kept by month, listed, counted, erased by person and deleted by month.</summary>
public sealed class QueryLogGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly QueryLogFilter Any = new(null, null, null);
    private static readonly DateTimeOffset November = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Log_IsListedPageByPage_EachQueryOnce_TheNewestFirst()
    {
        IQueryLogGrain log = Log("t-listed", "2026-11");
        Assert.Equal((0, null), Shape(await log.ListAsync(Any, null, 10, CancellationToken.None)));
        int count = 0;
        // Across several blocks, each of which is written in parts.
        for (int group = 1; group <= 40; group++)
            await log.AppendAsync(
                [.. Enumerable.Range(0, group % 3 == 0 ? 90 : 7).Select(_ => Query($"{count++}"))],
                CancellationToken.None
            );
        List<string> read = [];
        long? before = null;
        do
        {
            QueryLogPage page = await log.ListAsync(Any, before, 50, CancellationToken.None);
            read.AddRange(page.Entries.Select(entry => entry.Logged.Query));
            Assert.True(before is null || page.Entries.All(entry => entry.Sequence < before));
            before = page.Next;
        } while (before is not null);
        Assert.Equal(Enumerable.Range(0, count).Reverse().Select(i => $"{i}"), read);
        Assert.Equal(count, (await log.CountAsync(CancellationToken.None)).Answered);
    }

    [Fact]
    public async Task Filter_TakesWhatItNames_AndCountsAreByEnding()
    {
        IQueryLogGrain log = Log("t-filtered", "2026-11");
        await log.AppendAsync(
            [
                Query("a", QueryEnding.Refused, "local:ada"),
                Query("b", QueryEnding.Refused, "local:bert"),
                Query("c", QueryEnding.Found, "local:ada", "other"),
                Query("d", QueryEnding.Failed),
                Query("e", QueryEnding.Empty),
            ],
            CancellationToken.None
        );
        Assert.Equal(["b", "a"], await ReadAsync(new QueryLogFilter(null, QueryEnding.Refused, null)));
        Assert.Equal(["c", "a"], await ReadAsync(new QueryLogFilter(null, null, "local:ada")));
        Assert.Equal(["c"], await ReadAsync(new QueryLogFilter("other", null, null)));
        Assert.Equal(new QueryCounts(1, 1, 0, 2, 1), await log.CountAsync(CancellationToken.None));

        async Task<string[]> ReadAsync(QueryLogFilter filter) => await TextsAsync(log, filter);
    }

    [Fact]
    public async Task SameGroupAgain_AfterATimeOut_IsAddedOnce()
    {
        IQueryLogGrain log = Log("t-again", "2026-11");
        LoggedQuery[] group = [Query("a"), Query("b")];
        await log.AppendAsync(group, CancellationToken.None);
        await log.AppendAsync(group, CancellationToken.None);
        Assert.Equal(["b", "a"], await TextsAsync(log, Any));
    }

    [Fact]
    public async Task Person_IsErased_AndNobodyElse_AndWhatComesLateIsNotAdded()
    {
        IQueryLogGrain log = Log("t-erased", "2026-11");
        await log.AppendAsync(
            [.. Enumerable.Range(0, 150).Select(i => Query($"{i}", QueryEnding.Answered, i % 2 == 0 ? "local:ada" : "local:bert"))],
            CancellationToken.None
        );
        await log.AppendAsync(
            [.. Enumerable.Range(0, 100).Select(_ => Query("x", QueryEnding.Answered, "local:ada"))],
            CancellationToken.None
        );
        Assert.Equal(175, await log.EraseAsync("local:ada", CancellationToken.None));
        await log.AppendAsync([Query("late", QueryEnding.Answered, "local:ada"), Query("other")], CancellationToken.None);
        string[] left = await TextsAsync(log, Any);
        Assert.Equal(76, left.Length);
        Assert.Equal(["other", "149", "147"], left[..3]);
        Assert.Equal(0, await log.EraseAsync("local:ada", CancellationToken.None));
    }

    [Fact]
    public async Task BlockThatIsLost_IsPassedOver_AndTheLogGoesOn()
    {
        const string tenant = "t-lost";
        IQueryLogGrain log = Log(tenant, "2026-11");
        for (int block = 0; block < 3; block++)
            await log.AppendAsync(
                [.. Enumerable.Range(0, IQueryLogGrain.GroupMax).Select(i => Query($"{block}.{i}"))],
                CancellationToken.None
            );
        QueryLogArchive archive = new(cluster.Store.KeyValues);
        await archive.DeleteAsync(QueryLogKey.Of(tenant, "2026-11"), 3, CancellationToken.None);
        // The grain looks anew, as it does after a failed write.
        await log.EraseAsync("nobody", CancellationToken.None);
        await log.AppendAsync([Query("after")], CancellationToken.None);
        QueryLogPage page = await log.ListAsync(Any, null, 2, CancellationToken.None);
        Assert.Equal(["after", "1.199"], page.Entries.Select(entry => entry.Logged.Query));
        Assert.Equal((2 * IQueryLogGrain.GroupMax) + 1, (await log.CountAsync(CancellationToken.None)).Answered);
    }

    [Fact]
    public async Task MonthsWhoseTimeIsOver_AreDeleted_AndNoOther()
    {
        ManualTime clock = new();
        using QueryLogWriter writer = Writer(clock, months: 2);
        // By the manual clock it is January 2026.
        writer.Add("t-swept", Query("old") with { At = clock.GetUtcNow() });
        writer.Add("t-swept", Query("before its time") with { At = clock.GetUtcNow().AddMonths(-2) });
        clock.Advance(TimeSpan.FromDays(31));
        writer.Add("t-swept", Query("new") with { At = clock.GetUtcNow() });
        Assert.True(await writer.TryWriteAsync(CancellationToken.None));
        IQueryLogMonthsGrain months = cluster.Grains.GetGrain<IQueryLogMonthsGrain>(0);
        Assert.Equal(["2026-02", "2026-01"], (await months.GetAsync("t-swept", CancellationToken.None)).Months);

        await writer.TrySweepAsync(CancellationToken.None);
        Assert.Equal(["2026-02", "2026-01"], (await months.GetAsync("t-swept", CancellationToken.None)).Months);
        clock.Advance(TimeSpan.FromDays(31));
        await writer.TrySweepAsync(CancellationToken.None);
        Assert.Equal(["2026-02"], (await months.GetAsync("t-swept", CancellationToken.None)).Months);
        Assert.Empty(await TextsAsync(Log("t-swept", "2026-01"), Any));
        Assert.Equal(["new"], await TextsAsync(Log("t-swept", "2026-02"), Any));
        QueryLogArchive archive = new(cluster.Store.KeyValues);
        Assert.Null(await archive.ReadAsync(QueryLogKey.Of("t-swept", "2026-01"), 1, CancellationToken.None));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void NumberOfMonths_IsChecked(int months, bool isWrong) =>
        Assert.Equal(
            isWrong,
            new QueryLogOptions { Months = months }
                .Validate()
                .Any(text => text.Contains("RAG__QueryLog__Months"))
        );

    private QueryLogWriter Writer(TimeProvider clock, int months) =>
        new(
            cluster.Grains,
            Options.Create(new QueryLogOptions { IsOn = true, Months = months }),
            clock,
            NullLogger<QueryLogWriter>.Instance
        );

    private IQueryLogGrain Log(string tenant, string month) => cluster.Grains.GetGrain<IQueryLogGrain>(QueryLogKey.Of(tenant, month));

    private static LoggedQuery Query(
        string text,
        QueryEnding ending = QueryEnding.Answered,
        string? subject = null,
        string collection = "c"
    ) => new(November, subject, collection, text, ending, 3, 1.25, "L1", $"trace of {text}");

    private static (int Count, long? Next) Shape(QueryLogPage page) => (page.Entries.Length, page.Next);

    private static async Task<string[]> TextsAsync(IQueryLogGrain log, QueryLogFilter filter) =>
        [.. (await log.ListAsync(filter, null, 1_000, CancellationToken.None)).Entries.Select(entry => entry.Logged.Query)];
}

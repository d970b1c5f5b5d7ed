using RagCluster.Planning.Calls.Routing;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Calls.Routing;

public sealed class ReplicaChooserTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void FasterTarget_GetsMostRequests()
    {
        ReplicaChooser chooser = Chooser();
        Dictionary<string, int> counts = Ask(chooser, Targets("slow", "fast"), 1000, key => key == "slow" ? 50 : 5);
        Assert.InRange(counts["fast"], 900, 1000);
    }

    [Fact]
    public void EqualTargets_ShareTheRequests()
    {
        Dictionary<string, int> counts = Ask(Chooser(), Targets("a", "b", "c"), 3000, _ => 10);
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1200));
    }

    [Fact]
    public void TargetWithTwiceTheWeight_GetsMoreRequests()
    {
        ReplicaChooser chooser = Chooser();
        RouteTarget[] targets = [new("small", 1), new("large", 4), new("medium", 2)];
        Dictionary<string, int> counts = Ask(chooser, targets, 3000, _ => 10);
        Assert.True(counts["large"] > counts["medium"] && counts["medium"] > counts["small"], string.Join(' ', counts));
    }

    [Fact]
    public void FailedTarget_IsLeftAloneAndTriedAgainLater()
    {
        ReplicaChooser chooser = Chooser();
        RouteTarget[] targets = Targets("good", "bad");
        chooser.Begin("bad");
        chooser.Fail("bad");
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("good", chooser.Choose(targets).Key));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(chooser.IsSuspect("bad"));
        Assert.Contains(Enumerable.Range(0, 50), _ => chooser.Choose(targets).Key == "bad");
    }

    [Fact]
    public void RepeatedFailures_PauseLongerUpToTenSeconds()
    {
        ReplicaChooser chooser = Chooser();
        for (int i = 0; i < 20; i++)
        {
            chooser.Begin("bad");
            chooser.Fail("bad");
        }

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(chooser.IsSuspect("bad"));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(chooser.IsSuspect("bad"));
    }

    [Fact]
    public void AllTargetsFailed_OneIsChosenAnyway()
    {
        ReplicaChooser chooser = Chooser();
        foreach (string key in new[] { "a", "b" })
        {
            chooser.Begin(key);
            chooser.Fail(key);
        }

        Assert.Contains(chooser.Choose(Targets("a", "b")).Key, new[] { "a", "b" });
    }

    [Fact]
    public void SlowAnswerOfLongAgo_IsForgotten()
    {
        ReplicaChooser chooser = Chooser();
        chooser.Begin("once-slow");
        chooser.Succeed("once-slow", TimeSpan.FromSeconds(2));
        chooser.Begin("other");
        chooser.Succeed("other", TimeSpan.FromMilliseconds(20));
        _time.Advance(TimeSpan.FromMinutes(2));
        chooser.Begin("other");
        chooser.Succeed("other", TimeSpan.FromMilliseconds(20));
        Assert.Equal("once-slow", chooser.Choose(Targets("once-slow", "other")).Key);
    }

    [Fact]
    public void RequestsInHand_CountAsLoad()
    {
        ReplicaChooser chooser = Chooser();
        chooser.Begin("busy");
        chooser.Begin("busy");
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("idle", chooser.Choose(Targets("busy", "idle")).Key));
        chooser.Abandon("busy");
        chooser.Abandon("busy");
        Assert.Contains(Enumerable.Range(0, 50), _ => chooser.Choose(Targets("busy", "idle")).Key == "busy");
    }

    private static RouteTarget[] Targets(params string[] keys) => [.. keys.Select(key => new RouteTarget(key, 1))];

    private ReplicaChooser Chooser()
    {
        Random random = new(7);
        return new ReplicaChooser(_time, random.NextDouble);
    }

    // Several requests are in hand at once, as in a server.
    private Dictionary<string, int> Ask(ReplicaChooser chooser, RouteTarget[] targets, int count, Func<string, double> latencyMs)
    {
        Dictionary<string, int> counts = targets.ToDictionary(target => target.Key, _ => 0);
        PriorityQueue<string, double> running = new();
        for (int i = 0; i < count; i++)
        {
            while (running.TryPeek(out string? done, out double at) && at <= i)
            {
                running.Dequeue();
                chooser.Succeed(done, TimeSpan.FromMilliseconds(latencyMs(done)));
            }

            RouteTarget chosen = chooser.Choose(targets);
            chooser.Begin(chosen.Key);
            counts[chosen.Key]++;
            running.Enqueue(chosen.Key, i + latencyMs(chosen.Key));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return counts;
    }
}

using RagCluster.Planning.Tasks;

namespace RagCluster.Planning.Tests.Tasks;

public sealed class TaskGraphTests
{
    [Fact]
    public void TasksThatWaitForEachOther_AreRefused_AndTheCircleIsNamed()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new TaskGraph([Task("a"), Task("b", "a", "d"), Task("c", "b"), Task("d", "c"), Task("e", "d")])
        );
        Assert.Contains("b → d → c → b", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TaskGraph([Task("self", "self")]));
    }

    [Fact]
    public void NamesThatAreUnknownOrThereTwice_AreRefused()
    {
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => new TaskGraph([Task("a", "x")])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'a'",
            Assert.Throws<ArgumentException>(() => new TaskGraph([Task("a"), Task("a")])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new TaskGraph([]));
        Assert.Throws<ArgumentException>(() => new TaskGraph([.. Enumerable.Range(0, TaskGraph.TasksMax + 1).Select(i => Task($"{i}"))]));
    }

    [Fact]
    public void ATask_CountsAsMuchAsTheMostImportantOneThatWaitsForIt()
    {
        TaskGraph graph = new([Task("a"), Task("b", "a"), Task("c", "b") with { Priority = 7 }, Task("d") with { Priority = -1 }]);
        Assert.Equal([7, 7, 7, -1], Enumerable.Range(0, 4).Select(graph.Priority));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ARandomGraph_IsRefusedExactlyWhenAnEdgeClosesACircle(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 300; round++)
        {
            int count = random.Next(2, 12);
            List<int>[] after =
            [
                .. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, count).Where(_ => random.NextDouble() < 0.12).ToList()),
            ];
            GroupTask[] tasks = [.. after.Select((before, task) => Task($"{task}", [.. before.Select(other => $"{other}")]))];
            bool hasCircle = Enumerable.Range(0, count).Any(task => Reaches(after, task, task, []));
            if (hasCircle)
                Assert.Throws<ArgumentException>(() => new TaskGraph(tasks));
            else
                Assert.Equal(count, new TaskGraph(tasks).Count);
        }
    }

    private static bool Reaches(List<int>[] after, int from, int to, HashSet<int> seen) =>
        after[from].Any(before => before == to || (seen.Add(before) && Reaches(after, before, to, seen)));

    private static GroupTask Task(string name, params string[] after) =>
        new(name, _ => System.Threading.Tasks.Task.CompletedTask) { After = after };
}

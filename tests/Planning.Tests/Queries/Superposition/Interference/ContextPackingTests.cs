using RagCluster.Planning.Queries.Superposition.Interference;

namespace RagCluster.Planning.Tests.Queries.Superposition.Interference;

public sealed class ContextPackingTests
{
    [Fact]
    public void CopyOfAPickedPassage_ComesAfterAWeakerDifferentOne() =>
        Assert.Equal([0, 2, 1], ContextPacking.Pack([0.9, 0.85, 0.3], [10, 10, 10], (a, b) => Math.Max(a, b) == 1 ? 1 : 0, 30));

    [Fact]
    public void UnlikePassages_StayInOrderOfRelevance() =>
        Assert.Equal([1, 2, 0], ContextPacking.Pack([0.1, 0.9, 0.5], [1, 1, 1], (_, _) => 0, 3));

    [Fact]
    public void Budget_IsNeverExceededAndWhatFitsIsTaken() =>
        Assert.Equal([0, 2], ContextPacking.Pack([0.9, 0.8, 0.1], [6, 5, 4], (_, _) => 0, 10));

    [Fact]
    public void DifferentNumbers_AreRefused() => Assert.Throws<ArgumentException>(() => ContextPacking.Pack([0.9], [], (_, _) => 0, 10));
}

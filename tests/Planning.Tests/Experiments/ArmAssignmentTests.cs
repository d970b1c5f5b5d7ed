using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Tests.Experiments;

public sealed class ArmAssignmentTests
{
    private static readonly ExperimentArm[] Arms = [new("a", 0.2), new("b", 0.3), new("c", 0.5)];

    [Fact]
    public void AUnit_KeepsItsArm()
    {
        // Frozen: another hash would move every principal of a running experiment.
        Assert.Equal(ArmAssignment.UnitOf("fusion-1", "anna"), ArmAssignment.UnitOf("fusion-1", "anna"));
        Assert.Equal(
            [0, 1, 2, 2],
            new ulong[] { 0, ulong.MaxValue / 10 * 3, ulong.MaxValue / 10 * 6, ulong.MaxValue }.Select(unit =>
                ArmAssignment.ArmOf(unit, Arms)
            )
        );
    }

    [Fact]
    public void Arms_GetTheirShares()
    {
        int[] counts = new int[Arms.Length];
        for (int i = 0; i < 20_000; i++)
            counts[ArmAssignment.ArmOf(ArmAssignment.UnitOf("salt", $"user {i}"), Arms)]++;
        for (int arm = 0; arm < Arms.Length; arm++)
            Assert.InRange(counts[arm] / 20_000.0, Arms[arm].Share - 0.015, Arms[arm].Share + 0.015);
    }

    [Fact]
    public void TwoExperiments_SplitTheSameUnitsIndependently()
    {
        int same = Enumerable.Range(0, 20_000).Count(i => Arm("one", i) == Arm("two", i));
        Assert.InRange(same / 20_000.0, 0.38 - 0.015, 0.38 + 0.015);
    }

    [Fact]
    public void SaltAndUnit_AreNotMixedUp() => Assert.NotEqual(ArmAssignment.UnitOf("ab", "c"), ArmAssignment.UnitOf("a", "bc"));

    private static int Arm(string salt, int i) => ArmAssignment.ArmOf(ArmAssignment.UnitOf(salt, $"user {i}"), Arms);
}

using RagCluster.Grains.Interfaces;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Tests.Cluster;

public sealed class GrainReferencesTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public void Get_TheFirstTimeAndLater_GivesWhatTheFactoryGives()
    {
        GrainReferences<IQueryGrain> references = new(cluster.Grains);
        foreach (string key in (string[])["default/a", "default/b", "default/a"])
        {
            GrainReference expected = (GrainReference)cluster.Grains.GetGrain<IQueryGrain>(key);
            GrainReference given = (GrainReference)references.Get(key);
            Assert.Equal(expected, given);
            Assert.Equal(expected.InterfaceType, given.InterfaceType);
        }
    }
}

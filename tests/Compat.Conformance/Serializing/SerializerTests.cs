using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Serializing;

/// <summary>Values as bytes, and what another version of a type makes of them.</summary>
[Collection(ClusterTests.Name)]
public sealed class SerializerTests(ClusterFixture fixture)
{
    [GenerateSerializer, Alias("conformance.old")]
    public sealed class Old
    {
        [Id(0)]
        public string? Name { get; set; }

        [Id(1)]
        public int Size { get; set; } = 3;
    }

    [GenerateSerializer, Alias("conformance.new")]
    public sealed class New
    {
        [Id(0)]
        public string? Name { get; set; }

        [Id(2)]
        public List<Old> Parts { get; set; } = [];

        [Id(3)]
        public double[]? Weights { get; set; }
    }

    private Serializer Serializer => fixture.SiloServices.GetRequiredService<Serializer>();

    [Fact]
    public void Value_ComesBack()
    {
        byte[] bytes = Serializer.SerializeToArray(
            new New
            {
                Name = "a",
                Parts = [new Old { Size = 5 }],
                Weights = [1.5],
            }
        );
        New copy = Serializer.Deserialize<New>(bytes)!;
        Assert.Equal("a", copy.Name);
        Assert.Equal(5, copy.Parts[0].Size);
        Assert.Equal([1.5], copy.Weights!);
        Assert.Equal("b", fixture.SiloServices.GetRequiredService<Serializer<string>>().Deserialize(Serializer.SerializeToArray("b")));
    }

    [Fact]
    public void MemberThatIsNotKnown_IsPassedOver()
    {
        byte[] bytes = Serializer.SerializeToArray(
            new New
            {
                Name = "a",
                Parts = [new Old()],
                Weights = [1],
            }
        );
        Assert.Equal("a", Serializer.Deserialize<Old>(bytes)!.Name);
    }

    [Fact]
    public void MemberThatIsMissing_KeepsItsDefault()
    {
        byte[] bytes = Serializer.SerializeToArray(new New { Name = "a" });
        Assert.Equal(3, Serializer.Deserialize<Old>(bytes)!.Size);
    }

    [Fact]
    public void ObjectThatOccursTwice_IsOneObjectAgain()
    {
        Old old = new();
        New copy = Serializer.Deserialize<New>(Serializer.SerializeToArray(new New { Parts = [old, old] }))!;
        Assert.Same(copy.Parts[0], copy.Parts[1]);
    }
}

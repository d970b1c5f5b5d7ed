using Orleans.Serialization.Wire;

namespace Orleans.Core.Tests.Serialization;

/// <summary>The format as it is: silos of two builds run side by side, so that a change here is a change for them.</summary>
public sealed class FormatTests
{
    [Fact]
    public void Primitives_AreWrittenSo()
    {
        Assert.Equal("0003", Hex(-2));
        Assert.Equal("04026869", Hex("hi"));
        Assert.Equal("0600", Hex<string?>(null));
        Assert.Equal("010000803F", Hex(1f));
        Assert.Equal("04080000803F00000040", Hex(new[] { 1f, 2f }));
    }

    [Fact]
    public void Objects_AreWrittenSo()
    {
        // Object { 0: 1, 1: 0.5 } end
        Assert.Equal("0500020A000000000000E03F07", Hex(new Shapes.Point(1, 0.5)));
        // [type "shapes.dog"] Object { 0: "a", 1: null, end of base, 0: 2 } end
        Assert.Equal(
            "17000A7368617065732E646F6705040161" + "0E00" + "0F" + "0004" + "07",
            Hex<Shapes.Animal>(new Shapes.Dog { Name = "a", Tricks = 2 })
        );
        // Row of two: the second is the object at place 4
        Shapes.Animal animal = new();
        Assert.Equal("0500020D06000E00070E0407", Hex(new[] { animal, animal }));
    }

    [Fact]
    public void Names_AreAliasesElseFullNamesWithoutVersions()
    {
        Assert.Equal("shapes.dog", TypeNames.Of(typeof(Shapes.Dog)));
        Assert.Equal("System.Int32[]", TypeNames.Of(typeof(int[])));
        Assert.Equal("System.Collections.Generic.List`1[[shapes.dog]]", TypeNames.Of(typeof(List<Shapes.Dog>)));
        Assert.Equal(
            "Orleans.Core.Tests.Serialization.Shapes+Unmarked[], Microsoft.Orleans.Core.Tests",
            TypeNames.Of(typeof(Shapes.Unmarked[]))
        );
        foreach (
            Type? type in new[] { typeof(Shapes.Box<Dictionary<string, Shapes.Unmarked[,]>>), typeof(int?[][]), typeof((int, Shapes.Dog)) }
        )
            Assert.Equal(type, TypeNames.Find(TypeNames.Of(type)));
    }

    private static string Hex<T>(T value) => Convert.ToHexString(WireFormat.ToArray(value));
}

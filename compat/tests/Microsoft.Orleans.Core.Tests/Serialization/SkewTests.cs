using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Core.Tests.Serialization;

/// <summary>Old and new builds side by side: the same record at two stages of its life.</summary>
public sealed class SkewTests
{
    [GenerateSerializer]
    public sealed record Old([property: Id(0)] string Name, [property: Id(1)] int Size);

    [GenerateSerializer]
    public sealed record New([property: Id(0)] string Name, [property: Id(1)] long Size)
    {
        [Id(2)]
        public List<Old> Parts { get; init; } = [];

        [Id(3)]
        public Shapes.Animal? First { get; init; }

        [Id(4)]
        public object? Anything { get; init; }

        [Id(9)]
        public float[] Weights { get; init; } = [];
    }

    [GenerateSerializer]
    public sealed class Patient
    {
        [Id(1)]
        public int Size { get; set; } = 42;

        [Id(5)]
        public string Mark { get; set; } = "initial";
    }

    [GenerateSerializer]
    public sealed class Late
    {
        [Id(3)]
        public Shapes.Animal? Known { get; set; }

        [Id(6)]
        public Shapes.Animal? Same { get; set; }
    }

    [GenerateSerializer]
    public sealed class Early
    {
        [Id(6)]
        public Shapes.Animal? Same { get; set; }
    }

    [Fact]
    public void OldReader_PassesOverWhatItDoesNotKnow()
    {
        New value = new("a", 7)
        {
            Parts = [new Old("p", 1), new Old("q", 2)],
            First = new Shapes.Dog { Name = "Rex", Tricks = 3 },
            Anything = new Dictionary<string, object>
            {
                ["x"] = new[,]
                {
                    { 1 },
                },
                ["y"] = decimal.One,
            },
            Weights = [1, 2],
        };
        Assert.Equal(new Old("a", 7), Read<Old>(value));
    }

    [Fact]
    public void NewReader_KeepsDefaultsForWhatIsMissing()
    {
        New? read = Read<New>(new Old("a", 7));
        Assert.Equal(("a", 7L), (read!.Name, read.Size));
        Patient? patient = Read<Patient>(new Old("a", 7));
        Assert.Equal((7, "initial"), (patient!.Size, patient.Mark));
    }

    [Fact]
    public void NumberThatDoesNotFit_IsAnError() => Assert.Throws<SerializerException>(() => Read<Old>(new New("a", long.MaxValue)));

    [Fact]
    public void ReferenceIntoAPassedOverField_IsReadFromThere()
    {
        Shapes.Dog animal = new() { Name = "Rex", Tricks = 4 };
        animal.Friend = animal;
        Early? read = Read<Early>(new Late { Known = animal, Same = animal });
        Shapes.Dog same = Assert.IsType<Shapes.Dog>(read!.Same);
        Assert.Equal(("Rex", 4), (same.Name, same.Tricks));
        Assert.Same(same, same.Friend);
    }

    [Fact]
    public void UnknownTypeInAnUnknownField_IsAnErrorOnlyWhereItIsRead()
    {
        byte[] bytes = WireFormat.ToArray(new New("a", 7) { Anything = new Shapes.Point(1, 2) });
        byte[] text = System.Text.Encoding.UTF8.GetBytes("shapes.point");
        int at = bytes.AsSpan().IndexOf(text);
        bytes[at] = (byte)'X';
        Assert.Throws<UnknownTypeException>(() => WireFormat.Read<New>(bytes, null));
        Assert.Equal(new Old("a", 7), WireFormat.Read<Old>(bytes, null));
    }

    [Fact]
    public void ExceptionOfAMissingType_KeepsItsMessage()
    {
        byte[] bytes = WireFormat.ToArray<Exception>(new Shapes.Failure("broken", 7));
        bytes[bytes.AsSpan().IndexOf("Failure"u8)] = (byte)'X';
        UnavailableExceptionFallbackException read = Assert.IsType<UnavailableExceptionFallbackException>(
            WireFormat.Read<Exception>(bytes, null)
        );
        Assert.Equal("broken", read.Message);
        Assert.Contains("Xailure", read.ExceptionType, StringComparison.Ordinal);
    }

    private static T? Read<T>(object value)
    {
        byte[] bytes = value switch
        {
            Old old => WireFormat.ToArray(old),
            New recent => WireFormat.ToArray(recent),
            Late late => WireFormat.ToArray(late),
            _ => throw new ArgumentException("no test value", nameof(value)),
        };
        return WireFormat.Read<T>(bytes, null);
    }
}

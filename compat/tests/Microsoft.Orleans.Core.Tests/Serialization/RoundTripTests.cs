using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Core.Tests.Serialization;

public sealed class RoundTripTests
{
    private static readonly Dictionary<string, object> Values = new()
    {
        ["true"] = true,
        ["byte"] = (byte)200,
        ["sbyte"] = sbyte.MinValue,
        ["short"] = short.MinValue,
        ["ushort"] = ushort.MaxValue,
        ["int"] = int.MinValue,
        ["uint"] = uint.MaxValue,
        ["long"] = long.MinValue,
        ["ulong"] = ulong.MaxValue,
        ["char"] = 'ß',
        ["half"] = (Half)1.5,
        ["float"] = float.Epsilon,
        ["double"] = Math.PI,
        ["decimal"] = -79228162514264337593543950335m,
        ["int128"] = Int128.MinValue,
        ["uint128"] = UInt128.MaxValue,
        ["bigint"] = BigInteger.Pow(-3, 100),
        ["text"] = new string('x', 1000) + "漢",
        ["guid"] = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        ["utc"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ["unspecified"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
        ["offset"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-2)),
        ["span"] = TimeSpan.MinValue,
        ["date"] = DateOnly.MaxValue,
        ["time"] = new TimeOnly(1, 2, 3),
        ["uri"] = new Uri("https://example.org/a?b"),
        ["version"] = new Version(1, 2, 3),
        ["culture"] = CultureInfo.InvariantCulture,
        ["type"] = typeof(Dictionary<string, Shapes.Box<int[]>[]>),
        ["address"] = IPAddress.Parse("::2"),
        ["endpoint"] = new IPEndPoint(IPAddress.Loopback, 80),
        ["enum"] = DayOfWeek.Friday,
        ["bytes"] = new byte[] { 1, 2, 3 },
        ["floats"] = new[] { 1f, float.NegativeInfinity },
        ["texts"] = new[] { "a", null, "" },
        ["matrix"] = new[,]
        {
            { 1, 2 },
            { 3, 4 },
        },
        ["jagged"] = new int[][] { [1], [2, 3] },
        ["list"] = new List<string?> { "a", null },
        ["set"] = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a" },
        ["sorted set"] = new SortedSet<int> { 3, 1 },
        ["queue"] = new Queue<int>([1, 2]),
        ["stack"] = new Stack<int>([1, 2]),
        ["dictionary"] = new Dictionary<string, int?> { ["a"] = null, ["b"] = 2 },
        ["sorted"] = new SortedDictionary<string, int> { ["b"] = 2, ["a"] = 1 },
        ["sorted list"] = new SortedList<int, int> { [2] = 2 },
        ["array list"] = new ArrayList { 1, "a" },
        ["immutable array"] = ImmutableArray.Create(1, 2),
        ["immutable list"] = ImmutableList.Create("a", "b"),
        ["immutable set"] = ImmutableHashSet.Create("a"),
        ["immutable stack"] = ImmutableStack.Create(1, 2),
        ["immutable queue"] = ImmutableQueue.Create(1, 2),
        ["immutable dictionary"] = ImmutableDictionary<string, int>.Empty.Add("a", 1),
        ["immutable sorted"] = ImmutableSortedDictionary<string, int>.Empty.Add("a", 1),
        ["frozen set"] = new[] { "a", "b" }.ToFrozenSet(),
        ["frozen dictionary"] = new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(),
        ["pair"] = KeyValuePair.Create("a", 1),
        ["tuple"] = Tuple.Create(1, "a"),
        ["value tuple"] = (1, "a", 2.5, 4, 5, 6, 7, 8, 9),
        ["grain id"] = GrainId.Create("kind", "key"),
        ["silo"] = SiloAddress.New(IPAddress.Loopback, 1, 2),
        ["record struct"] = new Shapes.Point(1, 2),
    };

    public static TheoryData<string> Names => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_ComesBackAsTheSame(string name)
    {
        object value = Values[name];
        object? copy = RoundTrip<object>(value);
        Assert.Equal(value.GetType(), copy!.GetType());
        Assert.Equal(value, copy);
    }

    [Fact]
    public void Record_ComesBackWithAllMembers()
    {
        Shapes.Passage copy = RoundTrip(Shapes.Sample)!;
        Assert.Equal(Shapes.Sample.Text, copy.Text);
        Assert.Equal(Shapes.Sample.Vector, copy.Vector);
        Assert.Equal(Shapes.Sample.Points.ToArray(), copy.Points.ToArray());
        Assert.Equal(Shapes.Sample.Source, copy.Source);
        Assert.Equal(Shapes.Sample.Extras.Count, copy.Extras.Count);
        Assert.Equal(3, Assert.IsType<Shapes.Dog>(copy.Extras[4]).Tricks);
        Assert.Equal([1, 2], Assert.IsType<Dictionary<string, List<int>>>(copy.Extras[6])["a"]);
    }

    [Fact]
    public void Views_ComeBack()
    {
        Assert.Equal([2, 3], RoundTrip<ReadOnlyMemory<int>>(new[] { 1, 2, 3 }.AsMemory(1)).ToArray());
        Assert.Equal(["b"], RoundTrip(new Memory<string>(["a", "b"], 1, 1)).ToArray());
        Assert.Equal([2f], RoundTrip(new ArraySegment<float>([1, 2], 1, 1)));
        Assert.True(RoundTrip(default(ImmutableArray<int>)).IsDefault);
        Assert.Null(RoundTrip(default(ArraySegment<int>)).Array);
    }

    [Fact]
    public void DerivedObject_KeepsItsTypeAndTheLevelsApart()
    {
        Shapes.Dog copy = Assert.IsType<Shapes.Dog>(RoundTrip<Shapes.Animal>(new Shapes.Dog { Name = "Rex", Tricks = 3 }));
        Assert.Equal(("Rex", 3), (copy.Name, copy.Tricks));
    }

    [Fact]
    public void ObjectThatOccursTwice_IsOneObjectAgain()
    {
        Shapes.Dog dog = new();
        List<Shapes.Animal> copy = RoundTrip(new List<Shapes.Animal> { dog, dog })!;
        Assert.Same(copy[0], copy[1]);
    }

    [Fact]
    public void Cycles_AreClosedAgain()
    {
        Shapes.Animal animal = new() { Name = "a" };
        animal.Friend = new Shapes.Dog { Friend = animal };
        Shapes.Animal copy = RoundTrip(animal)!;
        Assert.Same(copy, copy.Friend!.Friend);
        object[] array = new object[1];
        array[0] = array;
        object[] same = RoundTrip(array)!;
        Assert.Same(same, same[0]);
        Dictionary<string, object> map = new();
        map["self"] = map;
        Dictionary<string, object> self = RoundTrip(map)!;
        Assert.Same(self, self["self"]);
    }

    [Fact]
    public void GenericObject_WritesPrivateReadonlyFieldsAndLargeNumbers()
    {
        object? copy = RoundTrip<object>(new Shapes.Box<string[]>(["a"]) { Large = -1 });
        Shapes.Box<string[]> box = Assert.IsType<Shapes.Box<string[]>>(copy);
        Assert.Equal(["a"], box.Value!);
        Assert.Equal(-1, box.Large);
    }

    [Fact]
    public void Exceptions_KeepTypeMessageTraceAndWhatIsWithin()
    {
        Exception error;
        try
        {
            throw new Shapes.Failure("broken", 7);
        }
        catch (Shapes.Failure failure)
        {
            error = failure;
        }

        error.Data["key"] = 1;
        Exception copy = RoundTrip<Exception>(
            new AggregateException("many", error, new TimeoutException("late", new ArgumentException("bad", "name")))
        )!;
        AggregateException aggregate = Assert.IsType<AggregateException>(copy);
        Shapes.Failure inner = Assert.IsType<Shapes.Failure>(aggregate.InnerExceptions[0]);
        Assert.Same(inner, aggregate.InnerException);
        Assert.Equal(("broken", 7, 1), (inner.Message, inner.Code, inner.Data["key"]));
        Assert.Contains(nameof(Exceptions_KeepTypeMessageTraceAndWhatIsWithin), inner.StackTrace, StringComparison.Ordinal);
        Assert.Equal("late", Assert.IsType<TimeoutException>(aggregate.InnerExceptions[1]).Message);
    }

    [Fact]
    public void UnknownTypes_AreRefusedByName()
    {
        CodecNotFoundException error = Assert.Throws<CodecNotFoundException>(() => WireFormat.ToArray<object>(new Shapes.Unmarked()));
        Assert.Contains(nameof(Shapes.Unmarked), error.Message, StringComparison.Ordinal);
        Assert.Throws<CodecNotFoundException>(() => WireFormat.ToArray(new Shapes.Unmarked()));
        Assert.Throws<CodecNotFoundException>(() => WireFormat.ToArray<Exception>(new UnmarkedException()));
        Assert.Null(RoundTrip<Shapes.Unmarked>(null));
    }

    [Fact]
    public void CollectionExpression_DeclaredAsInterfaceArrives()
    {
        Assert.Equal([1, 2, 3], RoundTrip<IReadOnlyList<int>>([1, 2, 3]));
        Assert.Equal(["a"], RoundTrip<IEnumerable<string>>(new[] { "a", "b" }.Where(t => t == "a")));
    }

    private static T? RoundTrip<T>(T? value) => WireFormat.Read<T>(WireFormat.ToArray(value), null);

    private sealed class UnmarkedException : Exception;
}

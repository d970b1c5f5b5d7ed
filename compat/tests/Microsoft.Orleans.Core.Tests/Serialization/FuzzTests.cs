using System.Collections.Immutable;
using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Core.Tests.Serialization;

/// <summary>Bytes that nobody wrote: an error of the serializer or a value, never anything else, and never much memory.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 4000;
    private const long AllocatedBytesMax = 4 << 20;

    private static readonly (byte[] Bytes, Func<byte[], object?> Read)[] Samples =
    [
        Sample(Shapes.Sample),
        Sample<object>(Shapes.Sample),
        Sample<Exception>(new AggregateException("many", new Shapes.Failure("broken", 7), new ArgumentException("bad", "name"))),
        Sample<object>(
            new object?[]
            {
                1,
                "a",
                2.5m,
                Guid.Empty,
                DateTimeOffset.MaxValue,
                new Version(1, 2),
                typeof(List<int>),
                new Uri("https://a/b"),
                null,
            }
        ),
        Sample(new Dictionary<string, ImmutableList<Shapes.Point>>(StringComparer.OrdinalIgnoreCase) { ["a"] = [new(1, 2)], ["b"] = [] }),
        Sample<object>(
            new[,]
            {
                { "a", "b" },
                { "c", "d" },
            }
        ),
        Sample<Shapes.Animal>(
            new Shapes.Dog
            {
                Name = "Rex",
                Friend = new Shapes.Animal { Name = "Tom" },
            }
        ),
        Sample((1, new[] { 1.5, 2 }, new SortedSet<int> { 1, 2 }, new HashSet<Shapes.Point> { new(1, 1) }, DayOfWeek.Friday, (int?)3)),
        Sample<object>(
            new Shapes.Box<List<int[]>>([
                [1, 2],
                [3],
            ])
        ),
    ];

    [Fact]
    public void TruncatedMessages_AreErrors()
    {
        foreach ((byte[]? bytes, Func<byte[], object?>? read) in Samples)
        {
            for (int length = 0; length < bytes.Length; length++)
                Assert.ThrowsAny<SerializerException>(() => read(bytes[..length]));
        }
    }

    [Fact]
    public void FlippedBits_AreErrorsOrValues()
    {
        Random random = new(1);
        foreach ((byte[]? bytes, Func<byte[], object?>? read) in Samples)
        {
            for (int round = 0; round < Rounds; round++)
            {
                byte[] copy = (byte[])bytes.Clone();
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                    copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
                Check(copy, read);
            }
        }
    }

    [Fact]
    public void ReplacedAndMovedParts_AreErrorsOrValues()
    {
        Random random = new(2);
        for (int round = 0; round < Rounds; round++)
        {
            (byte[]? bytes, Func<byte[], object?>? read) = Samples[random.Next(Samples.Length)];
            byte[] other = Samples[random.Next(Samples.Length)].Bytes;
            int from = random.Next(other.Length);
            int cut = random.Next(bytes.Length);
            Check([.. bytes[..cut], .. other[from..random.Next(from, other.Length)], .. bytes[random.Next(cut, bytes.Length)..]], read);
        }
    }

    [Fact]
    public void RandomBytes_AreErrorsOrValues()
    {
        Random random = new(3);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            foreach ((byte[] _, Func<byte[], object?>? read) in Samples)
                Check(bytes, read);
        }
    }

    [Fact]
    public void DeepNesting_IsAnErrorNotAStackOverflow()
    {
        Shapes.Animal animal = new();
        for (int i = 0; i < 200_000; i++)
            animal = new Shapes.Animal { Friend = animal };
        Assert.ThrowsAny<SerializerException>(() => WireFormat.ToArray(animal));
        // Field 1, an object, again and again.
        byte[] bytes = new byte[2_000_000];
        Array.Fill(bytes, (byte)((1 << 3) | (int)WireType.Object));
        bytes[0] = (int)WireType.Object;
        Assert.ThrowsAny<SerializerException>(() => WireFormat.Read<Shapes.Animal>(bytes, null));
        Array.Fill(bytes, (byte)((7 << 3) | (int)WireType.Object));
        bytes[0] = (int)WireType.Object;
        Assert.ThrowsAny<SerializerException>(() => WireFormat.Read<Shapes.Animal>(bytes, null));
    }

    [Fact]
    public void AnnouncedLengths_AreNotBelieved()
    {
        // A row of two thousand million elements, of which none follows.
        byte[] bytes = [(int)WireType.Object, (int)WireType.VarInt, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        Check(bytes, b => WireFormat.Read<List<string>>(b, null));
        Check(bytes, b => WireFormat.Read<Shapes.Point[]>(b, null));
        Assert.ThrowsAny<SerializerException>(() => WireFormat.Read<string[]>(bytes, null));
        Assert.ThrowsAny<SerializerException>(() =>
            WireFormat.Read<float[]>(new byte[] { (int)WireType.Bytes, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, null)
        );
    }

    private static (byte[] Bytes, Func<byte[], object?> Read) Sample<T>(T value) =>
        (WireFormat.ToArray(value), bytes => WireFormat.Read<T>(bytes, null));

    private static void Check(byte[] bytes, Func<byte[], object?> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(bytes);
        }
        catch (SerializerException)
        {
            // What is expected of most of them.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocatedBytesMax);
    }
}

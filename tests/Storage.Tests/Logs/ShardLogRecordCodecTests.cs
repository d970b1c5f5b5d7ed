using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Bytes;
using RagCluster.Storage.Logs;

namespace RagCluster.Storage.Tests.Logs;

public sealed class ShardLogRecordCodecTests
{
    [Fact]
    public void RandomRecords_ComeBackEqual()
    {
        Random random = new(7);
        for (int i = 0; i < 300; i++)
        {
            ShardLogRecord record = RandomRecord(random);
            Assert.Equivalent(record, ShardLogRecordCodec.Decode(ShardLogRecordCodec.Encode(record)), strict: true);
        }
    }

    [Fact]
    public void Vectors_ComeBackBitByBit()
    {
        float[] vector = [0f, -0f, 1f / 3, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity];
        ShardLogRecord record = Record([Chunk(0, "x", vector)]);
        float[] back = ShardLogRecordCodec.Decode(ShardLogRecordCodec.Encode(record)).Chunks[0].Vector;
        Assert.Equal(vector.Select(BitConverter.SingleToInt32Bits), back.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void EverySingleBitFlip_IsFound()
    {
        byte[] bytes = ShardLogRecordCodec.Encode(Record([Chunk(0, "some text", [1f, 2f])]));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(flipped));
        }
    }

    [Fact]
    public void EveryTruncation_IsFound()
    {
        byte[] bytes = ShardLogRecordCodec.Encode(Record([Chunk(0, "some text", [1f, 2f])]));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void LengthsThatLieBehindARightChecksum_AreRefusedBeforeAnythingIsAllocated()
    {
        CompactWriter writer = new();
        writer.WriteByte(1);
        writer.WriteNumber(int.MaxValue);
        byte[] bytes = writer.Seal();
        Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes));
    }

    [Fact]
    public void UnknownFormat_IsNamed()
    {
        CompactWriter writer = new();
        writer.WriteByte(9);
        byte[] bytes = writer.Seal();
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes));
        Assert.Contains("format 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FormatOne_IsFrozen()
    {
        ShardLogRecord record = Record([Chunk(0, "xyz", [1f])]) with
        {
            Title = "T",
            Metadata = new() { ["k"] = MetadataValue.Of(true) },
        };
        string[] fields =
        [
            "01",
            "0161",
            "02",
            "0154",
            "00",
            "00",
            "01",
            "016B03",
            "01",
            "00",
            "00",
            "03",
            "0378797A",
            "00",
            "00",
            "00",
            "00",
            "03",
            "010000803F",
        ];
        string written = Convert.ToHexString(ShardLogRecordCodec.Encode(record));
        Assert.Equal(string.Concat(fields), written[..^8]);
        Assert.Equal(record.Title, ShardLogRecordCodec.Decode(Convert.FromHexString(written)).Title);
    }

    [Fact]
    public void Structure_ComesBack()
    {
        EmbeddedChunk chunk = Chunk(0, "Use:\nRun();", [1f]);
        EmbeddedChunk structured = chunk with
        {
            Chunk = chunk.Chunk with
            {
                Blocks =
                [
                    new ChunkBlock(ChunkBlockKind.Paragraph, 0, 4),
                    new ChunkBlock(ChunkBlockKind.Code, 5, 11) { Language = "csharp" },
                    new ChunkBlock(ChunkBlockKind.Table, 11, 11) { HeadLines = 2 },
                    new ChunkBlock(ChunkBlockKind.Definition, 11, 11),
                ],
                Lead = new ChunkLead(7, "Name | Value"),
            },
        };
        ShardLogRecord record = Record([
            structured,
            chunk with
            {
                Chunk = chunk.Chunk with { Id = new ChunkId(new DocumentId("a"), 2, 1) },
            },
        ]);

        Assert.Equivalent(record, ShardLogRecordCodec.Decode(ShardLogRecordCodec.Encode(record)), strict: true);
    }

    [Fact]
    public void Lines_ComeBack_WithStructureAndWithout()
    {
        EmbeddedChunk chunk = Chunk(0, "Use:\nRun();", [1f]);
        EmbeddedChunk lined = chunk with { Chunk = chunk.Chunk with { Lines = [new ChunkLine(0, 7), new ChunkLine(5, 9)] } };
        ShardLogRecord record = Record([
            lined,
            lined with
            {
                Chunk = lined.Chunk with { Id = new ChunkId(new DocumentId("a"), 2, 1), Lead = new ChunkLead(0, "Use:") },
            },
        ]);

        Assert.Equivalent(record, ShardLogRecordCodec.Decode(ShardLogRecordCodec.Encode(record)), strict: true);
    }

    [Fact]
    public void Links_ComeBack_WithLinesAndWithout()
    {
        EmbeddedChunk chunk = Chunk(0, "Use:\nRun();", [1f]);
        EmbeddedChunk linked = chunk with { Chunk = chunk.Chunk with { Links = [new ChunkLink(0, 3, "a.md"), new ChunkLink(5, 8, "b")] } };
        ShardLogRecord record = Record([
            linked,
            linked with
            {
                Chunk = linked.Chunk with { Id = new ChunkId(new DocumentId("a"), 2, 1), Lines = [new ChunkLine(0, 7)] },
            },
        ]);

        Assert.Equivalent(record, ShardLogRecordCodec.Decode(ShardLogRecordCodec.Encode(record)), strict: true);
    }

    [Fact]
    public void LinkOutsideItsChunk_IsRefused()
    {
        EmbeddedChunk chunk = Chunk(0, "text", [1f]);
        byte[] bytes = ShardLogRecordCodec.Encode(Record([chunk with { Chunk = chunk.Chunk with { Links = [new ChunkLink(0, 5, "a")] } }]));

        Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes));
    }

    [Fact]
    public void LineBehindItsChunk_IsRefused()
    {
        EmbeddedChunk chunk = Chunk(0, "text", [1f]);
        byte[] bytes = ShardLogRecordCodec.Encode(
            Record([chunk with { Chunk = chunk.Chunk with { Lines = [new ChunkLine(0, 1), new ChunkLine(9, 2)] } }])
        );

        Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes));
    }

    [Fact]
    public void BlockOutsideItsChunk_IsRefused()
    {
        EmbeddedChunk chunk = Chunk(0, "text", [1f]);
        ShardLogRecord record = Record([chunk with { Chunk = chunk.Chunk with { Blocks = [new ChunkBlock(ChunkBlockKind.Code, 0, 5)] } }]);

        byte[] bytes = ShardLogRecordCodec.Encode(record);

        Assert.Throws<InvalidDataException>(() => ShardLogRecordCodec.Decode(bytes));
    }

    [Fact]
    public void ChunkOfAnotherVersion_IsRefused()
    {
        EmbeddedChunk stranger = new(new Chunk(new ChunkId(new DocumentId("a"), 3, 0), 0, 1, "x", [], null, null, 1), []);
        Assert.Throws<ArgumentException>(() => ShardLogRecordCodec.Encode(Record([stranger])));
    }

    private static ShardLogRecord Record(EmbeddedChunk[] chunks) =>
        new()
        {
            Document = new DocumentId("a"),
            Generation = 2,
            Chunks = chunks,
        };

    private static EmbeddedChunk Chunk(int ordinal, string text, float[] vector) =>
        new(new Chunk(new ChunkId(new DocumentId("a"), 2, ordinal), 0, text.Length, text, [], null, null, 3), vector);

    private static ShardLogRecord RandomRecord(Random random)
    {
        DocumentId id = DocumentId.NewRandom();
        long generation = random.NextInt64(1, long.MaxValue);
        return new ShardLogRecord
        {
            Document = id,
            Generation = generation,
            Title = RandomText(random),
            Uri = RandomText(random),
            ModelRevision = RandomText(random),
            Metadata = Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"{i}{RandomText(random)}", _ => RandomValue(random)),
            Chunks =
            [
                .. Enumerable
                    .Range(0, random.Next(6))
                    .Select(i => new EmbeddedChunk(
                        new Chunk(
                            new ChunkId(id, generation, i),
                            random.Next(),
                            random.Next(),
                            RandomText(random),
                            [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomText(random))],
                            random.Next(2) == 0 ? null : random.Next(),
                            random.Next(2) == 0 ? null : random.Next(),
                            random.Next()
                        )
                        {
                            PageBreaks = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next())],
                        },
                        [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.NextSingle())]
                    )),
            ],
        };
    }

    private static string RandomText(Random random)
    {
        string[] parts = ["", "a", "ü", "漢字", "😀", "\0", "\r\n", new string('x', 300)];
        return string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]));
    }

    private static MetadataValue RandomValue(Random random) =>
        random.Next(3) switch
        {
            0 => MetadataValue.Of(RandomText(random)),
            1 => MetadataValue.Of(random.NextDouble() * 1e300),
            _ => MetadataValue.Of(random.Next(2) == 0),
        };
}

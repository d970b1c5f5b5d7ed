using System.Text;
using System.Text.Json;
using RagCluster.Api.Json;

namespace RagCluster.Api.Tests.Json;

public sealed class JsonBufferTests
{
    private sealed record Body(string FirstName, double? Score, string[] Texts);

    [Fact]
    public void Text_IsThatOfTheSerializer()
    {
        Body[] bodies =
        [
            new("a", 0.1, ["<&>", "日本", "\u0001\"\\"]),
            new("b", null, []),
            new("c", 1e300, [new string('x', 100_000)]),
            new("d", -0.0, ["y"]),
        ];
        foreach (Body body in bodies)
        {
            JsonBuffer buffer = JsonBuffer.Rent();
            string text = Encoding.UTF8.GetString(buffer.Write(body).Span);
            buffer.Return();
            Assert.Equal(JsonSerializer.Serialize(body, ApiJson.Native), text);
        }
    }

    [Fact]
    public void BufferInUse_IsNobodyElses()
    {
        JsonBuffer first = JsonBuffer.Rent();
        ReadOnlyMemory<byte> text = first.Write("first");
        JsonBuffer second = JsonBuffer.Rent();
        Assert.NotSame(first, second);
        second.Write("second");
        Assert.Equal("\"first\"", Encoding.UTF8.GetString(text.Span));
        second.Return();
        first.Return();
        JsonBuffer again = JsonBuffer.Rent();
        Assert.Equal("\"third\"", Encoding.UTF8.GetString(again.Write("third").Span));
        again.Return();
    }

    [Fact]
    public void ValueThatCanNotBeWritten_LeavesNothingForTheNext()
    {
        JsonBuffer buffer = JsonBuffer.Rent();
        Assert.ThrowsAny<Exception>(() => buffer.Write(new { Good = 1, Bad = double.NaN }));
        buffer.Return();
        JsonBuffer next = JsonBuffer.Rent();
        Assert.Equal("\"next\"", Encoding.UTF8.GetString(next.Write("next").Span));
        next.Return();
    }
}

using RagCluster.Api.Operations.Metrics;

namespace RagCluster.Api.Tests.Operations;

public sealed class LabelWriterTests
{
    [Fact]
    public void Labels_AreWrittenAsPrometheusReadsThem()
    {
        LabelWriter writer = new(stackalloc char[256]);
        Assert.True(
            writer.TryWrite([
                new("http.request.method", "POST"),
                new("http.response.status_code", 404),
                new("9.lives", true),
                new("share", 0.5),
                new("path", "a\\b\"c\nd"),
                new("nothing", null),
            ])
        );
        Assert.Equal(
            """http_request_method="POST",http_response_status_code="404",_9_lives="True","""
                + """share="0.5",path="a\\b\"c\nd",nothing="" """.TrimEnd(),
            writer.Written.ToString()
        );
    }

    [Fact]
    public void NoLabels_AreNothing()
    {
        LabelWriter writer = new([]);
        Assert.True(writer.TryWrite([]));
        Assert.Equal("", writer.Written.ToString());
    }

    [Fact]
    public void RoomThatIsTooSmall_IsSaidWhereverItEnds()
    {
        KeyValuePair<string, object?>[] tags = [new("collection", "default/a"), new("1st", "b\"")];
        char[] room = new char[64];
        LabelWriter whole = new(room);
        Assert.True(whole.TryWrite(tags));
        int needed = whole.Written.Length;
        for (int length = 0; length < needed; length++)
            Assert.False(new LabelWriter(room.AsSpan(0, length)).TryWrite(tags));
        Assert.True(new LabelWriter(room.AsSpan(0, needed)).TryWrite(tags));
    }
}

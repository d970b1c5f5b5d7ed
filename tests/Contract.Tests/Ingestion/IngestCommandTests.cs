using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Ingestion;

/// <summary><c>rag ingest</c> of folders as they are found, by the program itself.</summary>
public sealed class IngestCommandTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task HostileFolder_IsIngestedButForWhatIsNoDocument()
    {
        using TempFolder folder = new();
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.FullPath, "socket.md")));
        await ShellAsync(
            folder.FullPath,
            """
            mkdir d; cd d
            echo 'The mill has a red door.' > good.md
            echo 'The brook is frozen.' > 'quo"ted'"'"'.md'
            echo 'The baker sleeps late.' > "$(printf 'caf\351.md')"
            echo 'The bell rings at noon.' > "$(printf 'esc\033[2Jape.md')"
            echo 'The goat ate the map.' > 'back\slash.md'
            : > empty.md
            mkfifo pipe.md
            ln -s loop loop
            ln -s . around
            ln -s /dev/zero zero.txt
            truncate -s 200M big.txt
            truncate -s 3G huge.txt
            mv ../socket.md .
            """
        );
        (int code, string output, string messages) = await RagCommand.RunAsync(
            server.Rag.Http,
            "ingest",
            Path.Combine(folder.FullPath, "d"),
            "--collection",
            "hostile",
            "--json"
        );
        Assert.True(code == 1, output + messages);
        JsonNode result = JsonNode.Parse(output)!;
        Assert.Equal(5, (int)result["indexed"]!);
        Assert.Equal(["d/big.txt", "d/huge.txt"], result["failed"]!.AsArray().Select(failed => (string)failed!["name"]!));
        Assert.All(
            result["failed"]!.AsArray(),
            failed => Assert.Contains("UploadBytesMax", (string)failed!["error"]!["message"]!, StringComparison.Ordinal)
        );
        string[] skipped = ["d/around", "d/empty.md", "d/loop", "d/pipe.md", "d/socket.md", "d/zero.txt"];
        Assert.Equal(skipped, result["skipped"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.All(result["skipped"]!.AsArray(), one => Assert.False((bool)one!["fault"]!));

        Reply documents = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/collections/hostile/documents", null);
        string[] names = ["d/back%5Cslash.md", "d/caf%E9.md", "d/esc%1B[2Jape.md", "d/good.md", "d/quo\"ted'.md"];
        // .NET can't delete what it can't name.
        await ShellAsync(folder.FullPath, "rm -r d");
        Assert.Equal(names, documents.Array("data").Select(document => (string)document!["name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FolderWithASocket_IsNoFailure()
    {
        using TempFolder folder = new();
        await ShellAsync(folder.FullPath, "echo 'The cat is black.' > cat.md; mkfifo pipe");
        (int code, string output, string messages) = await RagCommand.RunAsync(
            server.Rag.Http,
            "ingest",
            folder.FullPath,
            "--collection",
            "pipes"
        );
        Assert.True(code == 0, output + messages);
        Assert.Contains("pipe: skipped. It is a pipe, not a file.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HiddenFiles_AreMentioned()
    {
        using TempFolder folder = new();
        await ShellAsync(folder.FullPath, "echo 'The cat is black.' > cat.md; echo 'x' > .env; mkdir .git; echo y > .git/config");
        (int code, string output, string messages) = await RagCommand.RunAsync(
            server.Rag.Http,
            "ingest",
            folder.FullPath,
            "--collection",
            "hidden"
        );
        Assert.True(code == 0, output + messages);
        Assert.StartsWith("1 files: 1 indexed", output, StringComparison.Ordinal);
        Assert.Contains("Left out: 2 files or folders whose names begin with a dot.", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_IsNotRead()
    {
        (int code, string output, _) = await RagCommand.RunAsync(server.Rag.Http, "ingest", "/dev/zero", "--collection", "devices");
        Assert.Equal(1, code);
        Assert.Contains("zero: skipped. It is a device, not a file.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedFile_LeavesThoseOfItsBatchUnharmed()
    {
        using TempFolder folder = new();
        for (int i = 0; i < 4; i++)
            await File.WriteAllTextAsync(Path.Combine(folder.FullPath, $"{i}.md"), $"Number {i} of the lanterns is lit.");
        await ShellAsync(folder.FullPath, "truncate -s 15M 2.txt");
        (int code, string output, string messages) = await RagCommand.RunAsync(
            server.Rag.Http,
            "ingest",
            folder.FullPath,
            "--collection",
            "batches",
            "--json"
        );
        Assert.True(code == 1, output + messages);
        JsonNode result = JsonNode.Parse(output)!;
        Assert.Equal(4, (int)result["indexed"]!);
        Assert.Contains(
            "15728640 bytes",
            (string)Assert.Single(result["failed"]!.AsArray())!["error"]!["message"]!,
            StringComparison.Ordinal
        );
    }

    private static async Task ShellAsync(string folder, string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-ec", script]) { WorkingDirectory = folder })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}

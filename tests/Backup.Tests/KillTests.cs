using System.Diagnostics;
using RagCluster.Backup.Destinations;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Backup.Tests;

/// <summary>
/// The server's program is killed amid backups and restores: there is never a backup that says good and is not, nor half a store.
/// </summary>
public sealed class KillTests
{
    private const int Documents = 24;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly EnumerationOptions Recursive = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    // The long form: 30.
    private static readonly int Kills = Environment.GetEnvironmentVariable("RAG_RECOVERY_KILLS") is { Length: > 0 } given
        ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
        : 2;

    // What is compared is what the backup holds: without the entry that says of the restore.
    private static readonly string[] Unaudited = ["--Audit:IsOn", "false"];

    [Fact]
    public async Task KilledBackups_LeaveOnlyWholeOnes()
    {
        using CancellationTokenSource deadline = new(Deadline);
        using TempFolder folder = new();
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
            await SampleStore.FillAsync(store, Documents);
        string[] create = ["create", "--Storage:DataFolder", folder.File("data"), "--Backup:Folder"];
        await RunAsync([.. create, folder.File("whole")], () => false, deadline.Token);
        int filesOfAWholeOne = Files(folder.File("whole"));
        int unfinished = 0;
        // At a file more each time, from the first to the last; and again until one was killed midway.
        for (int kill = 0; kill < 4 || unfinished == 0; kill++)
        {
            string place = folder.File($"backups{kill}");
            int files = 1 + (kill % 4 * (filesOfAWholeOne - 1) / 3);
            await RunAsync([.. create, place], () => Files(place) >= files, deadline.Token);
            BackupDestination destination = SampleStore.Destination(place);
            IReadOnlyList<string> names = await destination.ListAsync(deadline.Token);
            unfinished += names.Count == 0 ? 1 : 0;
            foreach (string name in names)
                await new BackupVerifier(destination).VerifyAsync(name, deadline.Token);
            if (kill != 1)
                continue;
            // What the killed one left is in nobody's way.
            await RunAsync([.. create, place], () => false, deadline.Token);
            await new BackupVerifier(destination).VerifyAsync(await destination.LatestAsync(deadline.Token), deadline.Token);
        }
    }

    [Fact]
    public async Task KilledRestores_LeaveNothingOrEverything_AndCanBeRunAgain()
    {
        using CancellationTokenSource deadline = new(Deadline);
        using TempFolder folder = new();
        string digest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store, Documents);
            digest = await SampleStore.DigestAsync(store);
        }

        string[] create = ["create", "--Storage:DataFolder", folder.File("data"), "--Backup:Folder", folder.File("backups")];
        await RunAsync(create, () => false, deadline.Token);
        string[] restore = ["restore", .. Unaudited, "--Backup:Folder", folder.File("backups"), "--Storage:DataFolder"];
        int unfinished = 0;
        // Killed when the folder is begun, when its database is begun, when the files have their places; and again until one was midway.
        string[] steps = ["restoring", "restoring/ragcluster.db", "settings.json"];
        for (int kill = 0; kill < steps.Length || unfinished == 0; kill++)
        {
            string target = folder.File($"target{kill}");
            string step = Path.Combine(target, steps[kill % steps.Length]);
            await RunAsync([.. restore, target], () => Path.Exists(step), deadline.Token);
            if (!File.Exists(Path.Combine(target, "ragcluster.db")))
            {
                unfinished++;
                await RunAsync([.. restore, target], () => false, deadline.Token);
            }

            await using SqliteDocumentStore restored = await SampleStore.OpenAsync(target);
            Assert.Equal(digest, await SampleStore.DigestAsync(restored));
        }
    }

    [Fact]
    public async Task KilledAtSeededMoments_NoBackupSaysGoodAndIsNot()
    {
        using CancellationTokenSource deadline = new(Deadline * Kills);
        using TempFolder folder = new();
        string digest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store, Documents);
            digest = await SampleStore.DigestAsync(store);
        }

        string[] create = ["create", "--Storage:DataFolder", folder.File("data"), "--Backup:Folder"];
        string[] restore = ["restore", .. Unaudited, "--Backup:Folder", folder.File("whole"), "--Storage:DataFolder"];
        await RunAsync([.. create, folder.File("whole")], () => false, deadline.Token);
        await RunAsync([.. restore, folder.File("restored")], () => false, deadline.Token);
        (long backupBytes, long restoredBytes) = (Bytes(folder.File("whole")), Bytes(folder.File("restored")));
        for (int seed = 0; seed < Kills; seed++)
        {
            Random random = new(seed);
            string place = folder.File($"place{seed}");
            long bytes = random.NextInt64(backupBytes);
            await RunAsync([.. create, place], () => Directory.Exists(place) && Bytes(place) >= bytes, deadline.Token);
            BackupDestination destination = SampleStore.Destination(place);
            foreach (string name in await destination.ListAsync(deadline.Token))
                await RequireAsync(
                    digest,
                    ["restore", .. Unaudited, "--Backup:Folder", place, "--Storage:DataFolder", folder.File($"from{seed}")],
                    deadline.Token
                );
            string target = folder.File($"target{seed}");
            bytes = random.NextInt64(restoredBytes);
            await RunAsync([.. restore, target], () => Directory.Exists(target) && Bytes(target) >= bytes, deadline.Token);
            if (!File.Exists(Path.Combine(target, "ragcluster.db")))
                await RequireAsync(digest, [.. restore, target], deadline.Token);
            else
                await RequireDigestAsync(digest, target);
        }
    }

    private static async Task RequireAsync(string digest, string[] restore, CancellationToken deadline)
    {
        await RunAsync(restore, () => false, deadline);
        await RequireDigestAsync(digest, restore[^1]);
    }

    private static async Task RequireDigestAsync(string digest, string target)
    {
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(target);
        Assert.Equal(digest, await SampleStore.DigestAsync(restored));
    }

    // What a killed process was about to rename or remove may go while it is counted.
    private static long Bytes(string folder)
    {
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", Recursive))
            bytes += file.Exists ? file.Length : 0;
        return bytes;
    }

    private static int Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;

    // Kills the program once a state is there. One that comes to its end before must end well.
    private static async Task RunAsync(string[] arguments, Func<bool> isReached, CancellationToken deadline)
    {
        ProcessStartInfo start = new("dotnet", [SiloProcess.Program, "backup", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline);
        Task<string> errors = process.StandardError.ReadToEndAsync(deadline);
        bool isKilled = false;
        try
        {
            Task exit = process.WaitForExitAsync(deadline);
            while (!exit.IsCompleted && !(isKilled = isReached()))
                await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, deadline));
            if (!isKilled)
                await exit;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        await process.WaitForExitAsync(deadline);
        Assert.True(isKilled || process.ExitCode == 0, await errors + await output);
    }
}

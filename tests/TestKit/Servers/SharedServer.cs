namespace RagCluster.TestKit.Servers;

/// <summary>What ends a server that all tests of this process share.</summary>
/// <param name="Process">Its process at that time: a test may have started it again.</param>
/// <param name="ExitSignal">The signal that ends it without waiting for its clients.</param>
/// <param name="Folder">What is deleted after it.</param>
internal sealed record SharedServer(Func<ChildProcess> Process, string ExitSignal, DirectoryInfo Folder);

namespace RagCluster.Text.Reading.Isolation;

/// <summary>A program that reads files from its standard input and answers on its standard output.</summary>
/// <param name="FileName">The program: a path, or a name that is looked for in PATH.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>What the reading of one file may use.</summary>
    public ProcessLimits Limits { get; init; } = new();

    /// <summary>
    /// Processes at once beside those in places for slow documents; further files wait. As many as a collection has indexed at once, so
    /// that slow ones are known as such all at the same time.
    /// </summary>
    public int ProcessesMax { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>How long a file may be read before it needs a place for slow documents: many times what ordinary files take.</summary>
    public TimeSpan QuickTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the program is there: at its path, or in a folder of PATH.</summary>
    public bool IsInstalled()
    {
        if (Path.IsPathRooted(FileName))
            return File.Exists(FileName);
        string name = OperatingSystem.IsWindows() ? FileName + ".exe" : FileName;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        return folders.Any(folder => File.Exists(Path.Combine(folder, name)));
    }

    /// <summary>This program's own executable in its hidden mode that runs <c>ReadingWorker</c>.</summary>
    /// <param name="arguments">The arguments that select that mode.</param>
    /// <exception cref="InvalidOperationException">The path of the running program is unknown.</exception>
    public static WorkerCommand ForThisProgram(params IReadOnlyList<string> arguments)
    {
        string path = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        bool isHost = Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? new WorkerCommand(path, [Environment.GetCommandLineArgs()[0], .. arguments]) : new WorkerCommand(path, arguments);
    }
}

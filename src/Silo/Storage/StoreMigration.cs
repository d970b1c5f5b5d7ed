using RagCluster.Storage.Relational;

namespace RagCluster.Silo.Storage;

/// <summary>
/// This program, started with the word <c>migrate</c>: brings the store that the settings name to this build's schema and ends. For a step
/// of a deployment that is to fail before any silo is replaced; silos migrate by themselves too, under the same lock.
/// </summary>
internal static class StoreMigration
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "migrate";

    /// <summary>Migrates.</summary>
    /// <param name="args">What follows the word: settings.</param>
    /// <param name="output">Takes one line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it and the fix.</exception>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables("RAG__").AddCommandLine(args).Build();
        StoreSettings settings = StoreSettings.Read(configuration);
        await using RelationalDocumentStore store = await settings.OpenAsync(TimeProvider.System, cancellationToken);
        await output.WriteLineAsync($"The {settings.Provider} store has this build's schema.");
        return 0;
    }
}

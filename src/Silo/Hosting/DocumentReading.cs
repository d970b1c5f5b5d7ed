using RagCluster.Api.OpenAi;
using RagCluster.Grains.Inference;
using RagCluster.Inference.Models;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Reading.Pdf;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Silo.Hosting;

/// <summary>Registers how documents are read and cut.</summary>
internal static class DocumentReading
{
    /// <summary>The one word that makes this program a reader of documents, from standard input to standard output.</summary>
    internal const string WorkerVerb = "read-document";

    /// <summary>Adds reader and chunker.</summary>
    /// <exception cref="ArgumentException">Node.js, which reads PDF, is not installed.</exception>
    internal static IServiceCollection AddRagReading(this IServiceCollection services)
    {
        if (!PdfReader.DefaultCommand.IsInstalled())
        {
            throw new ArgumentException(
                $"The program '{PdfReader.DefaultCommand.FileName}' is in no folder of PATH. PDF files are read with Node.js: "
                    + $"install it (20 or newer)."
            );
        }

        services.AddSingleton(new SlowLane(SlowLane.PlacesDefault));
        services.AddSingleton(provider => new WorkerDocumentReader(
            WorkerCommand.ForThisProgram(WorkerVerb),
            provider.GetRequiredService<SlowLane>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IDocumentReader>(provider =>
        {
            WorkerDocumentReader worker = provider.GetRequiredService<WorkerDocumentReader>();
            PdfReader pdf = new(
                PdfReader.DefaultCommand,
                worker,
                provider.GetRequiredService<SlowLane>(),
                provider.GetRequiredService<TimeProvider>()
            );
            return new DocumentReader(pdf, worker);
        });
        services.AddSingleton<ITokenCounter>(provider => Tokenizer(provider.GetRequiredService<InstalledModels>()));
        services.AddSingleton<StructureChunker>();
        services.AddSingleton<ITextTokens, CountedTokens>();
        return services;
    }

    // Every collection counts with the default model's tokenizer: a chunk's size should not depend on which model embeds it.
    private static BertTextTokenizer Tokenizer(InstalledModels models)
    {
        ModelEntry standard = models.Registry.Default;
        return BertTextTokenizer.Create(standard.VocabularyPath, standard.Tokenizer.Lowercase);
    }
}

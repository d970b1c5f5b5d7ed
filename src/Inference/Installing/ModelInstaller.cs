using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Installing;

/// <summary>Copies local model files into the user's folder and registers them: all of it, or nothing that is seen.</summary>
public sealed class ModelInstaller
{
    private const string ModelFileName = "model.onnx";
    private const string VocabularyFileName = "vocab.txt";

    /// <summary>What messages call the description of an addition.</summary>
    private const string DescriptionPlace = "description";

    /// <summary>Digits of the graph's SHA-256 that make a revision: two graphs will not share them.</summary>
    private const int RevisionChars = 12;

    private readonly string _folder;

    /// <summary>Creates an installer.</summary>
    /// <param name="userFolder">The folder <c>models</c> of the data directory; made when it is missing.</param>
    public ModelInstaller(string userFolder) => _folder = Path.GetFullPath(userFolder);

    /// <summary>Adds a model.</summary>
    /// <returns>Its entry.</returns>
    /// <exception cref="ModelException">The name is taken or no name, a file is missing, or the graph cannot be used.</exception>
    public async Task<ModelEntry> AddAsync(ModelAddition addition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addition);
        RegistryRules.CheckName(addition.Name, DescriptionPlace);
        string target = Path.Combine(_folder, addition.Name);
        Directory.CreateDirectory(_folder);
        using FileStream turn = TakeTurn();
        RegistryDocument before = RegistryFile.Read(_folder);
        if (before.Models.Any(model => model.Name == addition.Name))
            throw new ModelException(ModelFault.Invalid, $"There is a model '{addition.Name}' already: choose another name.");

        (string model, string vocabulary) = Locate(addition);
        string incoming = Path.Combine(_folder, $".incoming-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(incoming);
            await CopyAsync(model, Path.Combine(incoming, ModelFileName), cancellationToken);
            await CopyAsync(vocabulary, Path.Combine(incoming, VocabularyFileName), cancellationToken);
            ModelEntry entry = await DescribeAsync(addition, incoming, cancellationToken);
            // A folder without an entry is what a crash after this line leaves: nobody reads it, so it may be replaced.
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);

            Directory.Move(incoming, target);
            RegistryFile.Write(_folder, before with { Models = [.. before.Models, entry] });
            return entry with { Folder = _folder };
        }
        finally
        {
            if (Directory.Exists(incoming))
                Directory.Delete(incoming, recursive: true);
        }
    }

    /// <summary>One addition at a time, over all processes: the registry is read, extended and replaced.</summary>
    private FileStream TakeTurn()
    {
        string path = Path.Combine(_folder, ".adding");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new ModelException(ModelFault.Unavailable, $"{path} is in use: another model is being added. Try again.", error);
        }
    }

    private static (string Model, string Vocabulary) Locate(ModelAddition addition)
    {
        bool isFolder = Directory.Exists(addition.Path);
        string[] candidates = isFolder
            ? [Path.Combine(addition.Path, ModelFileName), Path.Combine(addition.Path, "onnx", ModelFileName)]
            : [addition.Path];
        string model =
            candidates.FirstOrDefault(File.Exists)
            ?? throw new ModelException(ModelFault.NotFound, $"There is no graph at {string.Join(" or ", candidates)}.");
        string vocabulary =
            addition.VocabularyPath
            ?? Path.Combine(isFolder ? addition.Path : Path.GetDirectoryName(Path.GetFullPath(addition.Path))!, VocabularyFileName);
        return File.Exists(vocabulary)
            ? (model, vocabulary)
            : throw new ModelException(ModelFault.NotFound, $"There is no vocabulary at {vocabulary}: name it.");
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        string temporary = to + ".tmp";
        await using (FileStream source = File.OpenRead(from))
        await using (FileStream target = File.Create(temporary))
            await source.CopyToAsync(target, cancellationToken);

        DurableReplace.Commit(temporary, to);
    }

    private static async Task<ModelEntry> DescribeAsync(ModelAddition addition, string incoming, CancellationToken cancellationToken)
    {
        GraphSignature graph = ReadGraph(Path.Combine(incoming, ModelFileName));
        int dimensions =
            addition.Dimensions
            ?? (
                graph.Dimensions > 0
                    ? graph.Dimensions
                    : throw new ModelException(
                        ModelFault.Invalid,
                        $"The graph leaves the size of '{graph.Output}' open: name the dimensions."
                    )
            );
        ModelFile model = await FileAsync(addition.Name, incoming, ModelFileName, cancellationToken);
        ModelEntry entry = new()
        {
            Name = addition.Name,
            Kind = addition.Kind,
            Revision = model.Sha256[..RevisionChars],
            Files = new ModelFiles
            {
                Model = model,
                Vocabulary = await FileAsync(addition.Name, incoming, VocabularyFileName, cancellationToken),
            },
            Tokenizer = new ModelTokenizer { Type = ModelTokenizer.WordPiece, Lowercase = addition.Lowercase },
            Inputs = graph.Inputs,
            Output = graph.Output,
            Pooling = addition.Pooling ?? (graph.Axes == 2 ? PoolingMode.None : PoolingMode.Mean),
            Normalize = addition.Normalize,
            Dimensions = dimensions,
            MatryoshkaDimensions = addition.MatryoshkaDimensions,
            Scoring = addition.Scoring,
            RerankWeight = addition.RerankWeight,
            MaxTokens = addition.MaxTokens,
            QueryPrefix = addition.QueryPrefix,
            PassagePrefix = addition.PassagePrefix,
            Precision = addition.Precision,
            License = addition.License,
        };
        // The registry's own check would name a file that whoever adds a model does not see.
        RegistryRules.CheckEntry(entry, DescriptionPlace);
        return entry;
    }

    private static GraphSignature ReadGraph(string path)
    {
        try
        {
            return GraphSignature.Read(path);
        }
        catch (ModelException error) when (error.Fault == ModelFault.Invalid)
        {
            throw new ModelException(ModelFault.Invalid, "The file 'model' is no ONNX model that can be opened.", error)
            {
                Argument = "model",
            };
        }
    }

    private static async Task<ModelFile> FileAsync(string name, string folder, string file, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, file);
        return new ModelFile
        {
            Path = $"{name}/{file}",
            Bytes = new FileInfo(path).Length,
            Sha256 = await ModelVerifier.Sha256Async(path, cancellationToken),
        };
    }
}

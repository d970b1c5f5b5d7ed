using RagCluster.Corpus.Collections;

// Corpus lists only the serialization attributes; the code for its records is generated here.
[assembly: GenerateCodeForDeclaringAssembly(typeof(CollectionId))]

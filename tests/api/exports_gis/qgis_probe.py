"""Run by Debian's own Python: what a headless QGIS sees of a file or a live layer, as JSON.

``qgis_probe.py PICTURE KIND ADDRESS [NAME]``: KIND is ``gpkg`` (a file and its table), ``qlr``
(a layer definition) or ``oapif`` (a service and its collection).
"""

import json
import os
import sys

from qgis.core import (
    QgsApplication,
    QgsLayerDefinition,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def opened(kind, address, name):
    if kind == "gpkg":
        return QgsVectorLayer(f"{address}|layername={name}", name, "ogr")
    if kind == "oapif":
        return QgsVectorLayer(f"url='{address}' typename='{name}'", name, "OAPIF")
    root = QgsProject.instance().layerTreeRoot()
    done, error = QgsLayerDefinition.loadLayerDefinition(address, QgsProject.instance(), root)
    if not done:
        raise SystemExit(error)
    return next(iter(QgsProject.instance().mapLayers().values()))


def seen(layer):
    renderer, fields = layer.renderer(), layer.fields()
    categorized = renderer is not None and renderer.type() == "categorizedSymbol"
    names = [fields.at(i).name() for i in range(fields.count())]
    return {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "features": sum(1 for _ in layer.getFeatures()) if layer.isValid() else -1,
        "by": renderer.classAttribute() if categorized else None,
        "categories": [c.label() for c in renderer.categories()] if categorized else [],
        "aliases": {name: layer.attributeAlias(i) for i, name in enumerate(names)},
        "labelled": layer.labelsEnabled(),
    }


def drawn(layer, path):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(900, 700))
    settings.setBackgroundColor(QColor("white"))
    extent = layer.extent()
    extent.scale(1.1)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main():
    picture, kind, address, *name = sys.argv[1:]
    application = QgsApplication([], False)
    application.initQgis()
    layer = opened(kind, address, name[0] if name else None)
    sys.stdout.write(json.dumps(seen(layer)) + "\n")
    if layer.isValid():
        drawn(layer, picture)
    sys.stdout.flush()
    os._exit(0)  # leaving QGIS in order takes its own layers down before Python lets them go


main()
